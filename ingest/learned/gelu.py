"""GELU with the error function, as quick as numpy does it.

x·Φ(x) = (x + |x| − |x|·erfc(|x|/√2)) / 2, and erfc(z/√2) is nearly the 16th power of the reciprocal of a polynomial:
sixteen plain passes instead of an exponential and its temporaries. The five coefficients are a minimax fit over
0 … 20; x·Φ(x) is met within 2.3e-5 everywhere (a hundredth of what int8 weights change).
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
_C0, _C1, _C2, _C3, _C4 = map(
    np.float32, (1.00007637e00, 4.92791027e-02, 2.25062794e-02, 2.00011260e-03, 5.24462267e-04)
)
_BLOCK = 16_384
"""Values worked on at once: three arrays of this size stay in the second cache."""


def double_gelu(x: Floats, bias: Floats) -> None:
    """Replace `x` [rows, columns] by 2·GELU(x + bias)."""
    rows = max(1, _BLOCK // x.shape[1])
    magnitude = np.empty((rows, x.shape[1]), np.float32)
    power = np.empty_like(magnitude)
    with np.errstate(over="ignore"):  # the power may pass to infinity, its reciprocal is nothing then
        for start in range(0, len(x), rows):
            part = x[start : start + rows]
            z, p = magnitude[: len(part)], power[: len(part)]
            part += bias
            np.abs(part, out=z)
            np.multiply(z, _C4, out=p)
            for coefficient in (_C3, _C2, _C1):
                p += coefficient
                p *= z
            p += _C0
            for _ in range(4):
                np.square(p, out=p)
            np.divide(z, p, out=p)
            z -= p
            part += z

"""GELU with the error function, as quick as numpy does it.

x·Φ(x) = (x + |x| − |x|·erfc(|x|/√2)) / 2, and erfc(z/√2) is nearly the 16th power of the reciprocal of a polynomial:
eighteen plain passes over values that stay in the cache, and no exponential. The coefficients are a minimax fit of
x·Φ(x) over 0 … 20, which is met within 1.5e-6 (3e-6 in single precision); beyond, both are 0 or x.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
_COEFFICIENTS = tuple(
    map(np.float32, (9.60280436e-05, -1.17121734e-04, 3.51829056e-03, 2.09607098e-02, 4.99264320e-02, 9.99993893e-01))
)
"""Of the polynomial in z, highest first."""
_BLOCK = 32_768
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
            np.multiply(z, _COEFFICIENTS[0], out=p)
            for coefficient in _COEFFICIENTS[1:-1]:
                p += coefficient
                p *= z
            p += _COEFFICIENTS[-1]
            for _ in range(4):
                np.square(p, out=p)
            np.divide(z, p, out=p)
            z -= p
            part += z


def gelu(x: Floats) -> Floats:
    """Return GELU of an array [rows, columns]."""
    found = x.copy()
    double_gelu(found, np.zeros(x.shape[1], np.float32))
    found /= 2
    return found

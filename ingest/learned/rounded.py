"""The encoder's layers by onnxruntime in whole numbers: quicker than numpy, and a little rougher.

    x ─> whole numbers of 0 … 255 and their scale ─> times the weights' whole numbers ─> times both scales, plus bias

The weights are kept as whole numbers (`ingest.learned.weights.pack`), so they lose nothing; what runs through the
layers is rounded to 256 steps a matrix. One graph is made of a network when it is opened, and takes a window at a time.
"""

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

import numpy as np

from graph.errors import InnonetError
from ingest.learned.encoder import Floats, Spans, depth
from ingest.learned.weights import Array, pack

_OPSET, _IR = 20, 9
"""Version of the operators, and of the file format that goes with them; GELU is one operator from here on."""


def check_runtime() -> None:
    """Raise an InnonetError that says what is missing, where whole numbers cannot be run here."""
    for library in ("onnx", "onnxruntime"):
        if find_spec(library) is None:
            raise InnonetError(
                f"The reader onnx needs {library}, which is not installed. Install innonet[onnx] or name another."
            )


class RoundedStack:
    """Layers by onnxruntime on one thread; what they are made of says `ingest.learned.encoder.Build`."""

    def __init__(self, weights: Mapping[str, Array], heads: int) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        model = _Graph(weights, heads).model()
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def apply(self, x: Floats, spans: Spans) -> None:
        """See `ingest.learned.encoder.Stack`."""
        for start, end in spans:
            x[start:end] = self._session.run(None, {"x": x[start:end]})[0]


class _Graph:
    """Builds the layers, node by node."""

    def __init__(self, weights: Mapping[str, Array], heads: int) -> None:
        self.weights, self.heads = weights, heads
        self.width = len(weights["layers.0.q.bias"])
        self.nodes: list[Any] = []
        self.kept: list[Any] = []

    def model(self) -> bytes:
        """Return the graph as onnxruntime takes it."""
        from onnx import TensorProto, helper

        each = self.width // self.heads
        self.keep("apart", np.array([0, self.heads, each], np.int64))
        self.keep("together", np.array([0, self.width], np.int64))
        self.keep("softer", np.array(each**-0.5, np.float32))
        x = "x"
        for number in range(depth(self.weights)):
            x = self.layer(x, f"layers.{number}.")
        shape = ["pieces", self.width]
        ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in ("x", x)]
        graph = helper.make_graph(self.nodes, "encoder", ends[:1], ends[1:], self.kept)
        made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR)
        return bytes(made.SerializeToString())

    def layer(self, x: str, at: str) -> str:
        """Add attention and feed-forward; return the name of what comes out."""
        whole = self.rounded(x)
        q, k, v = (
            self.node("Transpose", self.node("Reshape", self.dense(whole, at + part), "apart"), perm=order)
            for part, order in (("q", [1, 0, 2]), ("k", [1, 2, 0]), ("v", [1, 0, 2]))
        )
        weights = self.node("Softmax", self.node("Mul", self.node("MatMul", q, k), "softer"), axis=-1)
        gathered = self.node("Transpose", self.node("MatMul", weights, v), perm=[1, 0, 2])
        context = self.node("Reshape", gathered, "together")
        x = self.normalised(self.node("Add", x, self.dense(self.rounded(context), at + "o")), at + "n1")
        inner = self.node("Gelu", self.dense(self.rounded(x), at + "up"))
        return self.normalised(self.node("Add", x, self.dense(self.rounded(inner), at + "down")), at + "n2")

    def rounded(self, x: str) -> tuple[str, str, str]:
        """Add the rounding of a matrix; return whole numbers, their scale and their zero."""
        names = (f"{x} whole", f"{x} scale", f"{x} zero")
        self._add("DynamicQuantizeLinear", [x], list(names))
        return names

    def dense(self, x: tuple[str, str, str], at: str) -> str:
        """Add a matrix of weights and its bias."""
        from onnx import TensorProto

        whole, scale, zero = x
        steps, rows = pack(self.weights[f"{at}.weight"])
        product = self.node("MatMulInteger", whole, self.keep(f"{at}.steps", steps.T), zero)
        scales = self.node("Mul", scale, self.keep(f"{at}.rows", rows))
        opened = self.node("Mul", self.node("Cast", product, to=TensorProto.FLOAT), scales)
        return self.node("Add", opened, self.own(f"{at}.bias"))

    def normalised(self, x: str, at: str) -> str:
        """Add a layer normalisation."""
        return self.node(
            "LayerNormalization", x, self.own(f"{at}.weight"), self.own(f"{at}.bias"), axis=-1, epsilon=1e-12
        )

    def own(self, name: str) -> str:
        """Keep an array of the weights as it is."""
        return self.keep(name, self.weights[name].astype(np.float32))

    def keep(self, name: str, array: Array) -> str:
        """Put an array into the graph; return its name."""
        from onnx import numpy_helper

        self.kept.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, operator: str, *inputs: str, **settings: Any) -> str:
        """Add an operator with one output; return the output's name."""
        out = f"{operator} {len(self.nodes)}"
        self._add(operator, list(inputs), [out], **settings)
        return out

    def _add(self, operator: str, inputs: list[str], outputs: list[str], **settings: Any) -> None:
        from onnx import helper

        self.nodes.append(helper.make_node(operator, inputs, outputs, **settings))

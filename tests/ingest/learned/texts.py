"""Texts as nobody writes them: scripts mixed, unpaired surrogates, private-use signs, marks of direction."""

from hypothesis import strategies as st

_ODD = "\ud800\udfff\ue000\uf8ff\u202e\u200f\ufeff\x00\u3000\U000f0000"
_USUAL = "大学与共建公司张三,。!?;“”()《》 \n\tabcXYZ'’.,0123456789é"
TEXTS = st.one_of(
    st.text(st.sampled_from(_USUAL + _ODD), max_size=200),
    st.text(st.characters(), max_size=60),
    st.text(st.sampled_from("大学。 a1"), min_size=100, max_size=600),
)

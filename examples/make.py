"""Make the bundled example notices that are a Word file and a PDF, the same bytes every time.

    python examples/make.py            writes both into innonet/examples/notices
    python examples/make.py FOLDER     writes both into FOLDER

Both are written by hand rather than through a library: no clock, no compression that a version changes, no font file.
The PDF names the standard font STSong-Light, which readers replace by a font of their own, and carries a table from its
codes to Unicode, so that its text can be read and searched everywhere.
"""

import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

WORKSTATION = {
    "file": "2024-03-15-workstation.docx",
    "title": "市属国企首个院士专家工作站获批备案",
    "lines": [
        "来源：呼和浩特市科技简讯　　发布日期：2024年3月15日",
        "近日，呼和浩特市、同济大学共建的呼和浩特城市交通投资建设集团有限公司城市基础设施智能建造与运营院士专家工作站获批备案。",
        "内蒙古自治区科学技术厅批准呼和浩特城市交通投资建设集团有限公司城市基础设施智能建造与运营院士专家工作站备案。"
        "呼和浩特城市交通投资建设集团有限公司城市基础设施智能建造与运营院士专家工作站依托呼和浩特城市交通投资建设集团有限公司，"
        "围绕企业急需的关键技术开展攻关。",
        "同济大学袁勇院士领衔呼和浩特城市交通投资建设集团有限公司城市基础设施智能建造与运营院士专家工作站。"
        "这是市属国有企业建立的首个院士专家工作站。",
        "下一步，市科技局将支持更多企业建设院士专家工作站，推动科技成果在本地转化。",
    ],
}
GRASS = {
    "file": "2026-01-24-grass.pdf",
    "title": "草业国家技术创新中心获批建设",
    "lines": [
        "来源：呼和浩特市科技简讯　发布日期：2026年1月24日",
        "2026年1月21日，草业国家技术创新中心获科学技术部、农业农村部、国家林业和草原局批复。"
        "草业国家技术创新中心由国家草业技术创新中心更名而来，总部设在呼和浩特市。",
        "草业国家技术创新中心由内蒙古蒙草生态环境（集团）股份有限公司（以下简称“蒙草集团”）牵头。"
        "蒙草集团、现代牧业（集团）有限公司、四川林业集团有限公司、中国科学院西北生态环境资源研究院、"
        "中国农科院草原研究所、中国农业大学共建草业国家技术创新中心。"
        "目前，草业国家技术创新中心成员单位达到100余家，冯起院士、南志标院士、曹晓风院士领衔科研团队。",
        "草业国家技术创新中心由草业国家技术创新中心（内蒙古）有限公司运营。",
        "草业国家技术创新中心将建设研究所4个、区域中心5个，覆盖东北、华北、西北、南方和青藏高原。"
        "到2030年，计划形成500人规模的研发团队，推动草育种技术达到国际领先水平。",
    ],
}


def main() -> None:
    """Write both files into the folder named, else into the package."""
    home = Path(__file__).resolve().parent.parent / "innonet" / "examples" / "notices"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else home
    folder.mkdir(parents=True, exist_ok=True)
    write_docx(folder / str(WORKSTATION["file"]), str(WORKSTATION["title"]), list(WORKSTATION["lines"]))
    write_pdf(folder / str(GRASS["file"]), str(GRASS["title"]), list(GRASS["lines"]))


# ---------------------------------------------------------------- Word

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first time that a zip can hold


def write_docx(path: Path, title: str, lines: list[str]) -> None:
    """Write a Word document of a title and paragraphs: the three parts that the format demands, stored, undated."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>'
        + _paragraph(title, size=36, centred=True)
        + "".join(_paragraph(line, size=24, centred=number == 0) for number, line in enumerate(lines))
        + '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, xml in parts.items():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.create_system = 3  # the same on every platform
            archive.writestr(entry, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml)


def _paragraph(text: str, *, size: int, centred: bool) -> str:
    """Return a paragraph; `size` in half points."""
    place = '<w:jc w:val="center"/>' if centred else '<w:ind w:firstLine="480"/>'
    font = '<w:rFonts w:ascii="SimSun" w:hAnsi="SimSun" w:eastAsia="SimSun"/>'
    return (
        f'<w:p><w:pPr><w:spacing w:after="160" w:line="360"/>{place}</w:pPr>'
        f'<w:r><w:rPr>{font}<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


# ---------------------------------------------------------------- PDF

WIDTH, HEIGHT, MARGIN = 595, 842, 72  # A4, in points
TITLE_SIZE, SIZE, LEADING = 18, 12, 22
CELLS_A_LINE = 2 * ((WIDTH - 2 * MARGIN) // SIZE)  # a cell is half as wide as a Chinese sign


def write_pdf(path: Path, title: str, lines: list[str]) -> None:
    """Write a page of a title and paragraphs, with plain streams and a table from codes to Unicode."""
    across = (WIDTH - TITLE_SIZE * len(title)) // 2
    shown = [f"BT /F1 {TITLE_SIZE} Tf 1 0 0 1 {across} {HEIGHT - MARGIN} Tm <{_codes(title)}> Tj ET"]
    height = HEIGHT - MARGIN - 2 * LEADING
    for line in lines:
        for row in _rows(line):
            shown.append(f"BT /F1 {SIZE} Tf 1 0 0 1 {MARGIN} {height} Tm <{_codes(row)}> Tj ET")
            height -= LEADING
        height -= LEADING // 2
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        _stream("\n".join(shown)),
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        " /DescendantFonts [6 0 R] /ToUnicode 8 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 7 0 R /DW 1000 /W [1 95 500]"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
        " /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        _stream(_to_unicode(sorted(set(title + "".join(lines))))),
        f"<< /Title <FEFF{_codes(title)}> >>",
    ]
    body = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("ascii")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    body += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    ).encode("ascii")
    path.write_bytes(body)


def _rows(paragraph: str) -> list[str]:
    """Return the paragraph cut into rows as wide as the page; a closing sign hangs at the end of its row."""
    rows, row, width = [], "", 0
    for sign in paragraph:
        cells = 1 if sign.isascii() else 2
        if width + cells > CELLS_A_LINE and sign not in "，。、）”：；":
            rows.append(row)
            row, width = "", 0
        row += sign
        width += cells
    return [*rows, row]


def _codes(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _to_unicode(signs: list[str]) -> str:
    """Return the CMap that leads every code to its sign; the codes are UCS-2, so they are the same number."""
    pairs = [f"<{_codes(sign)}> <{_codes(sign)}>" for sign in signs]
    # A block holds at most a hundred pairs.
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    tables = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{tables}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


if __name__ == "__main__":
    main()

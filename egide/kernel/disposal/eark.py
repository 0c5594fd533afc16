"""An E-ARK submission package (CSIP and SIP 2.x) from a checked bag: METS, PREMIS, Dublin Core, one representation.

Standard library only; an independent validator reads the result again in the tests.
"""

import hashlib
import mimetypes
import shutil
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as Xml

METS = "http://www.loc.gov/METS/"
CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
SIP = "https://DILCIS.eu/XML/METS/SIPExtensionMETS"
XLINK = "http://www.w3.org/1999/xlink"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
PREMIS = "http://www.loc.gov/premis/v3"
DC = "http://purl.org/dc/elements/1.1/"
PROFILE = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"
REP_PROFILE = "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml"
OFFICE, CODE, SOFTWARE, VERSION = "Office des professions du Québec", "OPQ", "Égide", "1"
DESCRIPTION_XSD = f"""<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="unqualified">
  <xs:element name="metadata"><xs:complexType><xs:sequence>
    <xs:any namespace="{DC}" minOccurs="1" maxOccurs="unbounded" processContents="skip"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>
"""
for prefix, space in (
    ("", METS), ("csip", CSIP), ("sip", SIP), ("xlink", XLINK), ("xsi", XSI), ("premis", PREMIS), ("dc", DC)
):  # fmt: skip
    Xml.register_namespace(prefix, space)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as METS names it."""

    path: str
    size: int
    sha256: str
    media: str
    made: str


def write_sip(*, bag: Path, into: Path, number: str, now: datetime) -> Path:
    """Will write the package’s folder beside the bag, from the bag’s own payload, and return it."""
    name = f"sip-{number}"
    root, stamp = into / name, now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    data = root / "representations" / "rep1" / "data"
    data.parent.mkdir(parents=True)
    shutil.copytree(bag / "data", data)
    (root / "metadata" / "descriptive").mkdir(parents=True)
    (root / "metadata" / "preservation").mkdir(parents=True)
    files = [
        _kept(path, root / "representations" / "rep1", stamp)
        for path in sorted(data.rglob("*"))
        if path.is_file()
    ]
    _document(bag, root)
    _write(root / "metadata" / "descriptive" / "dc.xml", _dublin_core(number, stamp))
    _write(root / "metadata" / "preservation" / "premis.xml", _premis(number, files, stamp))
    rep = root / "representations" / "rep1" / "METS.xml"
    _write(rep, _representation(files, stamp))
    _write(root / "METS.xml", _package(name, root, rep, stamp))
    return root


def _package(name: str, root: Path, rep: Path, stamp: str) -> Xml.Element:
    mets = _mets(name, PROFILE, stamp, package=True)
    described = _kept(root / "metadata" / "descriptive" / "dc.xml", root, stamp)
    preserved = _kept(root / "metadata" / "preservation" / "premis.xml", root, stamp)
    section = _in(mets, "dmdSec", ID=_id(), CREATED=stamp, STATUS="CURRENT")
    _reference(section, described, "DC")
    admin = _in(mets, "amdSec")
    proven = _in(admin, "digiprovMD", ID=_id(), CREATED=stamp, STATUS="CURRENT")
    _reference(proven, preserved, "PREMIS")
    sections = _in(mets, "fileSec", ID=_id())
    papers = [(use, _group(sections, use, root, stamp)) for use in ("Documentation", "Schemas")]
    group = _in(sections, "fileGrp", ID=_id(), USE="Representations/rep1")
    _typed(group)
    _file(group, _kept(rep, root, stamp))
    top = _structure(mets, name)
    _in(top, "div", ID=_id(), LABEL="Metadata", DMDID=section.get("ID", ""), ADMID=proven.get("ID", ""))
    for use, one in papers:
        _in(_in(top, "div", ID=_id(), LABEL=use), "fptr", FILEID=one.get("ID", ""))
    _in(_in(top, "div", ID=_id(), LABEL="Representations"), "fptr", FILEID=group.get("ID", ""))
    one = _in(top, "div", ID=_id(), LABEL="Representations/rep1")
    pointer = _in(one, "mptr", LOCTYPE="URL")
    pointer.set(f"{{{XLINK}}}type", "simple")
    pointer.set(f"{{{XLINK}}}href", "representations/rep1/METS.xml")
    pointer.set(f"{{{XLINK}}}title", group.get("ID", ""))
    return mets


def _group(sections: Xml.Element, use: str, root: Path, stamp: str) -> Xml.Element:
    group = _in(sections, "fileGrp", ID=_id(), USE=use)
    _typed(group)
    for path in sorted((root / use.lower()).iterdir()):
        _file(group, _kept(path, root, stamp))
    return group


def _document(bag: Path, root: Path) -> None:
    """Will put beside the content what explains it: the bag’s own page, and the schema of the description."""
    (root / "documentation").mkdir()
    (root / "schemas").mkdir()
    readme = bag / "data" / "LISEZ-MOI.txt"
    text = readme.read_bytes() if readme.is_file() else b"Voir donnees/schema.json.\n"
    (root / "documentation" / "LISEZ-MOI.txt").write_bytes(text)
    (root / "schemas" / "description.xsd").write_text(DESCRIPTION_XSD, encoding="utf-8")


def _representation(files: list[Kept], stamp: str) -> Xml.Element:
    mets = _mets("rep1", REP_PROFILE, stamp, package=False)
    sections = _in(mets, "fileSec", ID=_id())
    group = _in(sections, "fileGrp", ID=_id(), USE="Data")
    _typed(group)
    for kept in files:
        _file(group, kept)
    top = _structure(mets, "rep1")
    _in(top, "div", ID=_id(), LABEL="Metadata")
    one = _in(top, "div", ID=_id(), LABEL="Data")
    _in(one, "fptr", FILEID=group.get("ID", ""))
    return mets


def _mets(name: str, profile: str, stamp: str, *, package: bool) -> Xml.Element:
    mets = Xml.Element(f"{{{METS}}}mets", {"OBJID": name, "TYPE": "Mixed", "PROFILE": profile, "LABEL": name})
    mets.set(f"{{{CSIP}}}CONTENTINFORMATIONTYPE", "MIXED")
    mets.set(
        f"{{{XSI}}}schemaLocation",
        f"{METS} http://www.loc.gov/standards/mets/mets.xsd {XLINK} http://www.loc.gov/standards/mets/xlink.xsd "
        f"{CSIP} https://earkcsip.dilcis.eu/schema/DILCISExtensionMETS.xsd "
        f"{SIP} https://earksip.dilcis.eu/schema/DILCISExtensionSIPMETS.xsd",
    )
    header = _in(mets, "metsHdr", CREATEDATE=stamp, LASTMODDATE=stamp, RECORDSTATUS="NEW")
    header.set(f"{{{CSIP}}}OAISPACKAGETYPE", "SIP")
    agent = _in(header, "agent", ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    _in(agent, "name").text = SOFTWARE
    note = _in(agent, "note")
    note.set(f"{{{CSIP}}}NOTETYPE", "SOFTWARE VERSION")
    note.text = VERSION
    if package:
        for role in ({"ROLE": "ARCHIVIST"}, {"ROLE": "OTHER", "OTHERROLE": "SUBMITTER"}):
            office = _in(header, "agent", **role, TYPE="ORGANIZATION")
            _in(office, "name").text = OFFICE
            code = _in(office, "note")
            code.set(f"{{{CSIP}}}NOTETYPE", "IDENTIFICATIONCODE")
            code.text = CODE
    return mets


def _typed(group: Xml.Element) -> None:
    # Named in full in each group: readers of version 2.1 ask for it whatever the package itself says.
    group.set(f"{{{CSIP}}}CONTENTINFORMATIONTYPE", "OTHER")
    group.set(f"{{{CSIP}}}OTHERCONTENTINFORMATIONTYPE", "BagIt payload")


def _structure(mets: Xml.Element, name: str) -> Xml.Element:
    structure = _in(mets, "structMap", ID=_id(), TYPE="PHYSICAL", LABEL="CSIP")
    return _in(structure, "div", ID=_id(), LABEL=name)


def _reference(section: Xml.Element, kept: Kept, kind: str) -> None:
    reference = _in(
        section, "mdRef", LOCTYPE="URL", MDTYPE=kind, MIMETYPE="text/xml", SIZE=str(kept.size), CREATED=kept.made,
        CHECKSUM=kept.sha256, CHECKSUMTYPE="SHA-256",
    )  # fmt: skip
    reference.set(f"{{{XLINK}}}type", "simple")
    reference.set(f"{{{XLINK}}}href", kept.path)


def _file(group: Xml.Element, kept: Kept) -> None:
    file = _in(
        group, "file", ID=_id(), MIMETYPE=kept.media, SIZE=str(kept.size), CREATED=kept.made, CHECKSUM=kept.sha256,
        CHECKSUMTYPE="SHA-256",
    )  # fmt: skip
    place = _in(file, "FLocat", LOCTYPE="URL")
    place.set(f"{{{XLINK}}}type", "simple")
    place.set(f"{{{XLINK}}}href", kept.path)


def _premis(number: str, files: list[Kept], stamp: str) -> Xml.Element:
    top = Xml.Element(f"{{{PREMIS}}}premis", {"version": "3.0"})
    for kept in files:
        one = Xml.SubElement(top, f"{{{PREMIS}}}object", {f"{{{XSI}}}type": "premis:file"})
        _identified(one, "object", kept.path)
        traits = Xml.SubElement(one, f"{{{PREMIS}}}objectCharacteristics")
        fixity = Xml.SubElement(traits, f"{{{PREMIS}}}fixity")
        Xml.SubElement(fixity, f"{{{PREMIS}}}messageDigestAlgorithm").text = "SHA-256"
        Xml.SubElement(fixity, f"{{{PREMIS}}}messageDigest").text = kept.sha256
        Xml.SubElement(traits, f"{{{PREMIS}}}size").text = str(kept.size)
        form = Xml.SubElement(traits, f"{{{PREMIS}}}format")
        designation = Xml.SubElement(form, f"{{{PREMIS}}}formatDesignation")
        Xml.SubElement(designation, f"{{{PREMIS}}}formatName").text = kept.media
    event = Xml.SubElement(top, f"{{{PREMIS}}}event")
    _identified(event, "event", f"transfer:{number}")
    Xml.SubElement(event, f"{{{PREMIS}}}eventType").text = "transfer"
    Xml.SubElement(event, f"{{{PREMIS}}}eventDateTime").text = stamp
    agent = Xml.SubElement(top, f"{{{PREMIS}}}agent")
    _identified(agent, "agent", SOFTWARE)
    Xml.SubElement(agent, f"{{{PREMIS}}}agentName").text = SOFTWARE
    Xml.SubElement(agent, f"{{{PREMIS}}}agentType").text = "software"
    return top


def _identified(parent: Xml.Element, what: str, value: str) -> None:
    place = Xml.SubElement(parent, f"{{{PREMIS}}}{what}Identifier")
    Xml.SubElement(place, f"{{{PREMIS}}}{what}IdentifierType").text = "local"
    Xml.SubElement(place, f"{{{PREMIS}}}{what}IdentifierValue").text = value


def _dublin_core(number: str, stamp: str) -> Xml.Element:
    top = Xml.Element("metadata")
    for name, value in (
        ("identifier", number), ("title", f"Dossier {number}"), ("creator", OFFICE), ("date", stamp[:10]),
        ("language", "fr"), ("type", "Collection"),
    ):  # fmt: skip
        Xml.SubElement(top, f"{{{DC}}}{name}").text = value
    return top


def _kept(path: Path, base: Path, stamp: str) -> Kept:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest().upper()
    media = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Kept(path.relative_to(base).as_posix(), path.stat().st_size, digest, media, stamp)


def _in(parent: Xml.Element, tag: str, **attributes: str) -> Xml.Element:
    return Xml.SubElement(parent, f"{{{METS}}}{tag}", attributes)


def _id() -> str:
    return f"uuid-{uuid.uuid4()}"


def _write(path: Path, top: Xml.Element) -> None:
    Xml.ElementTree(top).write(path, encoding="UTF-8", xml_declaration=True)

"""The records of the open data about codes (``/code/…/index.json``): schema, description and promise, as those of pages are.

A code stands in the same shape everywhere (``ApiMedicalCode``), and a page in one language too (``ApiSummary``).
"""

from __future__ import annotations

from pydantic import Field

from botwijzer.model.api_records import ApiDataset, ApiMedicalCode, ApiNotice, ApiRecord, ApiSummary


class ApiCodeNotice(ApiNotice):
    """What must go with our texts and with codes, in one language."""

    description: str = Field(
        min_length=1, description="What the pages of a code say above their list: what the texts are for"
    )
    copyright_notice: str = Field(
        alias="copyrightNotice",
        min_length=1,
        description="Whose identifiers the codes are: show it where you show them",
    )


class ApiCodePage(ApiRecord):
    """A page that answers a code, in its languages."""

    identifier: str = Field(
        description="Name of the page, the same in every language, for ever", examples=["behandeling/denosumab"]
    )
    languages: list[ApiSummary] = Field(
        min_length=1, description="The page in each language that it has, Dutch first: choose the patient's"
    )


class ApiCode(ApiDataset):
    """A code, and the pages that answer it, in every language."""

    code: ApiMedicalCode = Field(description="The code")
    code_owner: str = Field(
        alias="codeOwner", description="Who made the system of the code", examples=["ICPC: WONCA, NHG"]
    )
    notices: list[ApiCodeNotice] = Field(
        min_length=1, description="What must go with our texts and codes, in each language"
    )
    pages: list[ApiCodePage] = Field(
        description="The pages that answer it, best first: when you show one, show the first"
    )


class ApiListedCode(ApiMedicalCode):
    """A code, and which pages answer it."""

    pages: list[str] = Field(
        min_length=1,
        description="The identifiers of its pages, best first, as in /api/v1/index.json",
        examples=[["behandeling/denosumab"]],
    )


class ApiCodes(ApiDataset):
    """All codes."""

    notices: list[ApiCodeNotice] = Field(
        min_length=1, description="What must go with our texts and codes, in each language"
    )
    codes: list[ApiListedCode] = Field(description="Every code, by system")

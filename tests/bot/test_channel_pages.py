"""Each channel has a page, and the README leads to it."""

from pathlib import Path


def test_the_readme_leads_to_every_page_about_a_channel() -> None:
    readme = Path("README.md").read_text(encoding="utf-8")
    pages = sorted(Path("docs/channels").glob("*.md"))
    assert pages
    assert [str(page) for page in pages if f"]({page})" not in readme] == []

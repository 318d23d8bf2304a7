"""What the sandbox learns from the service it stands around."""

from sandbox.staff import CoreStaff
from tests.okno import Okno


async def test_departments_are_called_as_citizens_know_them(okno: Okno) -> None:
    staff = CoreStaff(okno.core)
    short, title = staff.department("mvd", "ru") or ("", "")
    assert (short, title.startswith("Министерство внутренних дел")) == ("МВД", True)
    assert staff.department("mvd", "en") != staff.department("mvd", "ru")
    assert staff.department("no-such", "ru") is None

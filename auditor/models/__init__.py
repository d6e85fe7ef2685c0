"""The nouns every part shares. All are frozen dataclasses; one name per thing from here to column, template variable and JSON key.

Dates end in `_on` (datetime.date), instants in `_at` (timezone-aware datetime).
"""

from auditor.models.basis import Basis
from auditor.models.document import (
    Document,
    Paragraph,
    Signature,
    Table,
)
from auditor.models.duty import (
    Deadline,
    DeadlineClass,
    Duty,
    Light,
    NoteAct,
    Proof,
    TaskNote,
    TaskRow,
)
from auditor.models.finding import (
    Finding,
    Flaw,
)
from auditor.models.kinds import (
    DocumentClass,
    PageKind,
    ProblemKind,
    Severity,
    Verdict,
)
from auditor.models.layout import (
    Layout,
    PageNumber,
    Setting,
    Sheet,
)
from auditor.models.page import (
    SEARCH_FORM,
    Attachment,
    Entry,
    FileContent,
    Link,
    Look,
    Page,
    Problem,
)
from auditor.models.plan import (
    Plan,
    PlanItem,
    PlanTask,
)
from auditor.models.portal import (
    Contact,
    Exemption,
    NilReturn,
    Period,
    Politeness,
    Portal,
    Section,
    SectionKind,
    Unit,
)
from auditor.models.role import Role
from auditor.models.run import (
    Coverage,
    Part,
    Run,
    RunState,
    Unchecked,
)
from auditor.models.site import (
    Probe,
    SectionView,
    Site,
    Visit,
    VisitState,
)
from auditor.models.standing import (
    SETTLED,
    Spell,
    Standing,
    StandingState,
)
from auditor.models.target import (
    Mark,
    Target,
    TargetState,
)
from auditor.models.trail import (
    Trail,
)

__all__ = [
    "SEARCH_FORM",
    "SETTLED",
    "Attachment",
    "Basis",
    "Contact",
    "Coverage",
    "Deadline",
    "DeadlineClass",
    "Document",
    "DocumentClass",
    "Duty",
    "Entry",
    "Exemption",
    "FileContent",
    "Finding",
    "Flaw",
    "Layout",
    "Light",
    "Link",
    "Look",
    "Mark",
    "NilReturn",
    "NoteAct",
    "Page",
    "PageKind",
    "PageNumber",
    "Paragraph",
    "Part",
    "Period",
    "Plan",
    "PlanItem",
    "PlanTask",
    "Politeness",
    "Portal",
    "Probe",
    "Problem",
    "ProblemKind",
    "Proof",
    "Role",
    "Run",
    "RunState",
    "Section",
    "SectionKind",
    "SectionView",
    "Setting",
    "Severity",
    "Sheet",
    "Signature",
    "Site",
    "Spell",
    "Standing",
    "StandingState",
    "Table",
    "Target",
    "TargetState",
    "TaskNote",
    "TaskRow",
    "Trail",
    "Unchecked",
    "Unit",
    "Verdict",
    "Visit",
    "VisitState",
]

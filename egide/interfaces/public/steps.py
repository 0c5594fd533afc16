"""The five steps of the request, in order.

A table only: what each asks is in forms.py and forms_contact.py.
"""

from collections.abc import Mapping

from egide.interfaces.public.forms import RecourseStep, SituationStep, StoryStep
from egide.interfaces.public.forms_base import StepForm
from egide.interfaces.public.forms_contact import ContactStep, SendStep

STEP_FORMS: Mapping[int, type[StepForm]] = {
    1: SituationStep,
    2: RecourseStep,
    3: StoryStep,
    4: ContactStep,
    5: SendStep,
}

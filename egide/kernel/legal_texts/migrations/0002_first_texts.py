"""The texts of 2019 enter validated, as read in the Office's own letter; those of today enter to be validated.

A validated version never changes: only its last day and its withdrawal may be written, and nothing is erased.
"""

from datetime import UTC, datetime
from typing import Any

from django.db import migrations

from egide.kernel.legal_texts.shipped import (
    ACT,
    FIRST,
    READ_IN,
    REFORM,
    SHIPPED,
    TO_COMPARE,
    TO_COMPARE_NOTICE,
)

ENTERED = datetime(2026, 11, 22, 17, tzinfo=UTC)

KEPT = """\
create or replace function public.legal_text_kept() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'Un texte de loi consigné ne s''efface pas.';
  end if;
  if old.validated_at is not null and
     (to_jsonb(new) - 'until' - 'withdrawn_at') is distinct from (to_jsonb(old) - 'until' - 'withdrawn_at') then
    raise exception 'Une version validée d''un texte de loi ne change plus.';
  end if;
  return new;
end $$;
create trigger kept before update or delete on legal_texts_legaltext
  for each row execute function public.legal_text_kept();
"""
LET_GO = "drop trigger kept on legal_texts_legaltext; drop function public.legal_text_kept();"


def enter(apps: Any, schema: Any) -> None:
    """Will enter the texts, once, in the database that holds them: taken back, the migration leaves them there."""
    if schema.connection.alias != "default":
        return
    table = apps.get_model("legal_texts", "LegalText")
    for text in SHIPPED:
        if table.objects.filter(code=text.code).exists():
            continue
        facts = {
            "code": text.code,
            "act": ACT,
            "section": text.section,
            "title": text.title,
            "body": text.body,
            "history": text.history,
            "entered_at": ENTERED,
        }
        table.objects.create(
            **facts, version=1, since=FIRST, until=REFORM, source=READ_IN, validated_at=ENTERED
        )
        notice = text.code.endswith(":recourse")
        table.objects.create(
            **facts, version=2, since=REFORM, source=TO_COMPARE_NOTICE if notice else TO_COMPARE
        )


class Migration(migrations.Migration):
    """Will enter the first texts, and keep what is validated."""

    dependencies = [("legal_texts", "0001_initial")]

    operations = [
        migrations.RunPython(enter, migrations.RunPython.noop),
        migrations.RunSQL(KEPT, LET_GO),
    ]

"""The table of the shared cache, which counts tries for the rate limits.

Made here and not by `createcachetable`: the application's role creates no table.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_day_one")]
    operations = [
        migrations.RunSQL(
            sql=[
                """
                create table django_cache (
                    cache_key varchar(255) primary key,
                    value text not null,
                    expires timestamptz not null
                )
                """,
                "create index django_cache_expires on django_cache (expires)",
            ],
            reverse_sql=["drop table django_cache"],
        )
    ]

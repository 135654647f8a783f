import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

# PostgreSQL's parser takes letters as the database's locale has them: in "C" it knows no capital but A to Z, and
# takes a curly quote or an emoji for a part of the word beside it; a "<script>" hides all that follows from it. So
# letters are made small by Unicode's rules, punctuation is blank, and each emoji stands alone.
FUNCTION = r"""
CREATE FUNCTION chat_search_text(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN
regexp_replace(
    regexp_replace(
        translate(lower(said COLLATE "pg_c_utf8"), '“”„«»', repeat('"', 5)),
        '[!#-&(-,./:-@\[-`{-~\u00a1-\u00bf\u2000-\u206f\u3000-\u303f\ufe00-\ufe0f\uff00-\uff0f]', ' ', 'g'
    ),
    '([\u2190-\u2bff\U0001f000-\U0001faff])', ' \1 ', 'g'
);
"""


class Migration(migrations.Migration):
    dependencies = [("chat", "0002_moderation_is_append_only")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION chat_search_text"),
        migrations.RemoveIndex(model_name="message", name="message_words"),
        migrations.RemoveField(model_name="message", name="words"),
        migrations.AddField(
            model_name="message",
            name="words",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.contrib.postgres.search.SearchVector(
                    models.Func("plain", function="chat_search_text", output_field=models.TextField()),
                    config="chat_simple",
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=django.contrib.postgres.indexes.GinIndex(fields=["words"], name="message_words"),
        ),
    ]

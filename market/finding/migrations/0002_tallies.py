from django.db import migrations, models

COUNTED = """
CREATE FUNCTION finding_counted(kind text, category text, is_free boolean, pricing text[], currencies text[],
    tags text[], traits text[]) RETURNS TABLE (scope text, facet text, value text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT scope, facet, value FROM unnest(array_prepend('', currencies)) scope, (
        VALUES ('total', ''), ('kind', kind), ('category', category), ('free', is_free::text)
        UNION ALL SELECT 'pricing', one FROM unnest(pricing) one
        UNION ALL SELECT 'currency', one FROM unnest(currencies) one
        UNION ALL SELECT 'tag', one FROM unnest(tags) one
        UNION ALL SELECT 'trait', one FROM unnest(traits) one
    ) one (facet, value)
$$;
"""
ADDED = """
    INSERT INTO finding_tally (scope, facet, value, change)
    SELECT one.scope, one.facet, one.value, {change} FROM {rows},
        finding_counted(kind, category, is_free, pricing, currencies, tags, traits) one
    GROUP BY one.scope, one.facet, one.value HAVING {change} <> 0;
"""
CHANGED = "(SELECT 1 AS sign, * FROM came UNION ALL SELECT -1, * FROM went) changed"
# In statements, not rows: a worker writes fifty documents at once.
TRIGGERS = f"""
CREATE FUNCTION finding_tally_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN {ADDED.format(change="count(*)", rows="came")}
    ELSIF TG_OP = 'UPDATE' THEN {ADDED.format(change="sum(sign)", rows=CHANGED)}
    ELSIF TG_OP = 'DELETE' THEN {ADDED.format(change="-count(*)", rows="went")}
    ELSE DELETE FROM finding_tally;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER finding_tally_came AFTER INSERT ON finding_document REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION finding_tally_up();
CREATE TRIGGER finding_tally_changed AFTER UPDATE ON finding_document
    REFERENCING OLD TABLE AS went NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION finding_tally_up();
CREATE TRIGGER finding_tally_went AFTER DELETE ON finding_document REFERENCING OLD TABLE AS went
    FOR EACH STATEMENT EXECUTE FUNCTION finding_tally_up();
CREATE TRIGGER finding_tally_emptied AFTER TRUNCATE ON finding_document
    FOR EACH STATEMENT EXECUTE FUNCTION finding_tally_up();
"""  # noqa: S608 - the words of this file
UNDONE = """
DROP TRIGGER finding_tally_came ON finding_document;
DROP TRIGGER finding_tally_changed ON finding_document;
DROP TRIGGER finding_tally_went ON finding_document;
DROP TRIGGER finding_tally_emptied ON finding_document;
DROP FUNCTION finding_tally_up();
DROP FUNCTION finding_counted(text, text, boolean, text[], text[], text[], text[]);
"""


class Migration(migrations.Migration):
    dependencies = [("finding", "0001_index_and_marks")]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scope", models.CharField(blank=True, max_length=3)),
                ("facet", models.CharField(max_length=10)),
                ("value", models.CharField(blank=True, max_length=250)),
                ("change", models.IntegerField()),
            ],
            options={
                "verbose_name": "tally",
                "indexes": [models.Index(fields=["scope", "facet", "value"], name="finding_tally_of")],
            },
        ),
        # Whoever writes documents meanwhile waits: none is counted twice or never.
        migrations.RunSQL("LOCK TABLE finding_document IN SHARE ROW EXCLUSIVE MODE", migrations.RunSQL.noop),
        migrations.RunSQL(COUNTED + TRIGGERS + ADDED.format(change="count(*)", rows="finding_document"), UNDONE),
    ]

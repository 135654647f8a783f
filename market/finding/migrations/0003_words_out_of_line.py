from django.db import migrations

# Texts and meanings lie beside the rows, which are so few pages that looking up what has a word reads little. Rows that
# are there are written anew by the worker.
APART = """
ALTER TABLE finding_searched SET (toast_tuple_target = 128);
ALTER TABLE finding_searched ALTER words SET STORAGE EXTERNAL, ALTER vocabulary SET STORAGE EXTERNAL,
    ALTER meaning SET STORAGE EXTERNAL;
INSERT INTO finding_stale (product_id, since) SELECT product_id, now() FROM finding_document ORDER BY product_id
    ON CONFLICT DO NOTHING;
"""
TOGETHER = """
ALTER TABLE finding_searched RESET (toast_tuple_target);
ALTER TABLE finding_searched ALTER words SET STORAGE EXTENDED, ALTER vocabulary SET STORAGE EXTENDED,
    ALTER meaning SET STORAGE EXTERNAL;
"""
# By the index, always: the planner takes reading every text for cheap.
FITTING = """
CREATE FUNCTION finding_fitting(asked tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE PARALLEL SAFE ROWS 2000
SET enable_seqscan = off AS $$
    SELECT document_id FROM finding_searched WHERE words @@ asked
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("finding", "0002_tallies")]

    operations = [
        migrations.RunSQL(APART, TOGETHER),
        migrations.RunSQL(FITTING, "DROP FUNCTION finding_fitting(tsquery)"),
    ]

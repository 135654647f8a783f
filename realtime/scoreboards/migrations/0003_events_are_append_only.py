from django.db import migrations

REFUSE = """
CREATE FUNCTION scoreboards_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Invented games are forgotten as a whole; what real people scored never is.
    IF TG_OP = 'DELETE' AND current_setting('scoreboards.forgetting', true) = 'demo' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'game events are append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER scoreboards_gameevent_append_only
BEFORE UPDATE OR DELETE ON scoreboards_gameevent
FOR EACH ROW EXECUTE FUNCTION scoreboards_refuse_change();
"""
ALLOW = """
DROP TRIGGER scoreboards_gameevent_append_only ON scoreboards_gameevent;
DROP FUNCTION scoreboards_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("scoreboards", "0002_rule_profiles")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]

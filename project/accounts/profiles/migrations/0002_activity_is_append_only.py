from django.db import migrations

REFUSE = """
CREATE FUNCTION profiles_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- A guest who signs in takes their rows along; what happened stays as it was.
    IF (NEW.id, NEW.kind, NEW.facts, NEW.at) IS NOT DISTINCT FROM (OLD.id, OLD.kind, OLD.facts, OLD.at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'activity is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER profiles_activity_append_only
BEFORE UPDATE ON profiles_activity
FOR EACH ROW EXECUTE FUNCTION profiles_refuse_change();
"""
ALLOW = """
DROP TRIGGER profiles_activity_append_only ON profiles_activity;
DROP FUNCTION profiles_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("profiles", "0001_activity")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]

from django.db import migrations

REFUSE = """
CREATE FUNCTION accounts_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- A person may be gone; what happened stays as it was.
    IF TG_OP = 'UPDATE'
        AND (NEW.id, NEW.role, NEW.kind, NEW.reason, NEW.at) IS NOT DISTINCT FROM (OLD.id, OLD.role, OLD.kind, OLD.reason, OLD.at)
        AND (NEW.person_id IS NULL OR NEW.person_id = OLD.person_id)
        AND (NEW.by_id IS NULL OR NEW.by_id = OLD.by_id)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'changes of roles are append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER accounts_rolechange_append_only
BEFORE UPDATE OR DELETE ON accounts_rolechange
FOR EACH ROW EXECUTE FUNCTION accounts_refuse_change();
"""
ALLOW = """
DROP TRIGGER accounts_rolechange_append_only ON accounts_rolechange;
DROP FUNCTION accounts_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_role_changes")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]

from django.db import migrations

REFUSE = """
CREATE FUNCTION chat_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- A person may become another row (a guest signs in) or none; what was done stays as it was.
    IF TG_OP = 'UPDATE'
        AND (NEW.id, NEW.room_id, NEW.action, NEW.message_id, NEW.reason, NEW.excerpt, NEW.at)
        IS NOT DISTINCT FROM (OLD.id, OLD.room_id, OLD.action, OLD.message_id, OLD.reason, OLD.excerpt, OLD.at)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'moderation entries are append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER chat_moderationentry_append_only
BEFORE UPDATE OR DELETE ON chat_moderationentry
FOR EACH ROW EXECUTE FUNCTION chat_refuse_change();
"""
ALLOW = """
DROP TRIGGER chat_moderationentry_append_only ON chat_moderationentry;
DROP FUNCTION chat_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("chat", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]

from django.db import migrations

# Somebody who is deleted is named at no play any more; nothing else of a play ever changes.
FORWARDS = """
CREATE OR REPLACE FUNCTION scoreboards_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('scoreboards.forgetting', true) = 'demo' AND EXISTS (
        SELECT FROM scoreboards_board
        WHERE id = OLD.board_id AND (expires_at IS NOT NULL OR is_invented)
    ) THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.actor_name = '' THEN
        OLD.actor_name := '';
        IF NEW IS NOT DISTINCT FROM OLD THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'game events are append-only' USING ERRCODE = 'restrict_violation';
END $$;
"""
BACKWARDS = """
CREATE OR REPLACE FUNCTION scoreboards_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('scoreboards.forgetting', true) = 'demo' AND EXISTS (
        SELECT FROM scoreboards_board
        WHERE id = OLD.board_id AND (expires_at IS NOT NULL OR is_invented)
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'game events are append-only' USING ERRCODE = 'restrict_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("scoreboards", "0008_search")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]

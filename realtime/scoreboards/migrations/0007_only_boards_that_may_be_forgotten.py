from django.db import migrations

# What real people scored is never forgotten, whatever the program asks for: a board is made as one that may be, and
# none becomes one later. And it goes as a whole: at commit, no board may be left of which an event was deleted.
FORWARDS = """
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

CREATE FUNCTION scoreboards_refuse_gaps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM scoreboards_board WHERE id = OLD.board_id) THEN
        RAISE EXCEPTION 'a game is forgotten as a whole' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER scoreboards_gameevent_whole AFTER DELETE ON scoreboards_gameevent
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION scoreboards_refuse_gaps();

CREATE FUNCTION scoreboards_refuse_expiry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a board that stays cannot become one that is forgotten' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER scoreboards_board_stays BEFORE UPDATE ON scoreboards_board FOR EACH ROW
WHEN ((OLD.expires_at IS NULL AND NEW.expires_at IS NOT NULL) OR (NEW.is_invented AND NOT OLD.is_invented))
EXECUTE FUNCTION scoreboards_refuse_expiry();
"""
BACKWARDS = """
DROP TRIGGER scoreboards_board_stays ON scoreboards_board;
DROP FUNCTION scoreboards_refuse_expiry();
DROP TRIGGER scoreboards_gameevent_whole ON scoreboards_gameevent;
DROP FUNCTION scoreboards_refuse_gaps();
CREATE OR REPLACE FUNCTION scoreboards_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('scoreboards.forgetting', true) = 'demo' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'game events are append-only' USING ERRCODE = 'restrict_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("scoreboards", "0006_operators_seats_and_keys")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]

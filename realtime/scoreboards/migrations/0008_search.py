import django.contrib.postgres.indexes
import django.db.models.deletion
from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations, models

# Names change with commands and are taken back with them: the row they are searched in follows the board's own row,
# and is written only when one of them is another, for commands come often and an index of trigrams is slow to write.
FORWARDS = """
CREATE FUNCTION scoreboards_folded(words text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT lower(unaccent(words))
$$;
CREATE FUNCTION scoreboards_words(title text, state jsonb) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT scoreboards_folded(concat_ws(' ', nullif(title, ''), state #>> '{home,name}', state #>> '{home,short}',
                                        state #>> '{away,name}', state #>> '{away,short}'))
$$;
CREATE FUNCTION scoreboards_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO scoreboards_boardwords (board_id, words)
    VALUES (NEW.id, scoreboards_words(NEW.title, NEW.state_json))
    ON CONFLICT (board_id) DO UPDATE SET words = EXCLUDED.words;
    RETURN NULL;
END $$;
CREATE TRIGGER scoreboards_board_has_words AFTER INSERT ON scoreboards_board FOR EACH ROW
EXECUTE FUNCTION scoreboards_keep_words();
CREATE TRIGGER scoreboards_board_changes_words AFTER UPDATE ON scoreboards_board FOR EACH ROW
WHEN (ROW(OLD.title, OLD.state_json #>> '{home,name}', OLD.state_json #>> '{home,short}',
          OLD.state_json #>> '{away,name}', OLD.state_json #>> '{away,short}')
      IS DISTINCT FROM
      ROW(NEW.title, NEW.state_json #>> '{home,name}', NEW.state_json #>> '{home,short}',
          NEW.state_json #>> '{away,name}', NEW.state_json #>> '{away,short}'))
EXECUTE FUNCTION scoreboards_keep_words();
INSERT INTO scoreboards_boardwords (board_id, words)
SELECT id, scoreboards_words(title, state_json) FROM scoreboards_board;
"""
BACKWARDS = """
DROP TRIGGER scoreboards_board_changes_words ON scoreboards_board;
DROP TRIGGER scoreboards_board_has_words ON scoreboards_board;
DROP FUNCTION scoreboards_keep_words();
DROP FUNCTION scoreboards_words(text, jsonb);
DROP FUNCTION scoreboards_folded(text);
"""


class Migration(migrations.Migration):
    dependencies = [("scoreboards", "0007_only_boards_that_may_be_forgotten")]
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.CreateModel(
            name="BoardWords",
            fields=[
                (
                    "board",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="searched",
                        serialize=False,
                        to="scoreboards.board",
                    ),
                ),
                ("words", models.TextField()),
            ],
            options={
                "verbose_name": "board’s words",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["words"], name="boards_by_words", opclasses=["gin_trgm_ops"]
                    )
                ],
            },
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]

from django.db import migrations

# What is posted stands: not even an UPDATE that finds no row is let through.
APPEND_ONLY = """
CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the books are append-only: % of %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_transfer_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transfer
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_account_kept BEFORE DELETE OR TRUNCATE ON ledger_account
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
"""

# Asked when the statement is over: account and entry move in one statement, or not at all.
TOGETHER = """
CREATE FUNCTION ledger_account_opens() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.balance_minor <> 0 OR NEW.version <> 0 THEN
        RAISE EXCEPTION 'an account opens empty' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM accounts_user WHERE id = NEW.owner_id AND is_guest) THEN
        RAISE EXCEPTION 'a guest owns no money' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_account_opens AFTER INSERT ON ledger_account
FOR EACH ROW EXECUTE FUNCTION ledger_account_opens();

CREATE FUNCTION ledger_account_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.kind, NEW.currency, NEW.opened_at) <> (OLD.id, OLD.kind, OLD.currency, OLD.opened_at)
        OR NEW.owner_id IS DISTINCT FROM OLD.owner_id THEN
        RAISE EXCEPTION 'an account stays what it is' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.version <> OLD.version + 1 OR NOT EXISTS (
        SELECT FROM ledger_entry
        WHERE account_id = NEW.id AND version = NEW.version AND balance_after_minor = NEW.balance_minor
    ) THEN
        RAISE EXCEPTION 'a balance changes with an entry only' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_account_moves AFTER UPDATE ON ledger_account
FOR EACH ROW EXECUTE FUNCTION ledger_account_moves();

CREATE FUNCTION ledger_entry_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM ledger_account
        WHERE id = NEW.account_id AND currency = NEW.currency AND version = NEW.version
        AND balance_minor = NEW.balance_after_minor
    ) THEN
        RAISE EXCEPTION 'an entry stands where its account does' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.balance_after_minor - NEW.amount_minor IS DISTINCT FROM (CASE NEW.version WHEN 1 THEN 0 ELSE (
        SELECT balance_after_minor FROM ledger_entry WHERE account_id = NEW.account_id AND version = NEW.version - 1
    ) END) THEN
        RAISE EXCEPTION 'an entry follows the one before it' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_entry_follows AFTER INSERT ON ledger_entry
FOR EACH ROW EXECUTE FUNCTION ledger_entry_follows();
"""

# Asked at commit, of transfers too: one without entries would ask nothing otherwise.
BALANCED = """
CREATE FUNCTION ledger_entries_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM ledger_entry WHERE transfer_id = NEW.transfer_id GROUP BY currency HAVING sum(amount_minor) <> 0
    ) THEN
        RAISE EXCEPTION 'a transfer sums to zero in each currency' USING ERRCODE = 'check_violation';
    END IF;
    IF (SELECT count(*) FROM ledger_entry WHERE transfer_id = NEW.transfer_id)
        <> (SELECT lines FROM ledger_transfer WHERE id = NEW.transfer_id) THEN
        RAISE EXCEPTION 'a transfer has the entries that it was made with' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_entries_balance AFTER INSERT ON ledger_entry
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_entries_balance();

CREATE FUNCTION ledger_transfer_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM ledger_entry WHERE transfer_id = NEW.id) THEN
        RAISE EXCEPTION 'a transfer moves something' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_transfer_moves AFTER INSERT ON ledger_transfer
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_transfer_moves();
"""

LET_GO = """
DROP TRIGGER ledger_transfer_moves ON ledger_transfer;
DROP TRIGGER ledger_entries_balance ON ledger_entry;
DROP TRIGGER ledger_entry_follows ON ledger_entry;
DROP TRIGGER ledger_account_moves ON ledger_account;
DROP TRIGGER ledger_account_opens ON ledger_account;
DROP TRIGGER ledger_account_kept ON ledger_account;
DROP TRIGGER ledger_entry_append_only ON ledger_entry;
DROP TRIGGER ledger_transfer_append_only ON ledger_transfer;
DROP FUNCTION ledger_transfer_moves(), ledger_entries_balance(), ledger_entry_follows(), ledger_account_moves(),
    ledger_account_opens(), ledger_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_books"), ("accounts", "0007_demo_people")]
    operations = [migrations.RunSQL(APPEND_ONLY + TOGETHER + BALANCED, LET_GO)]

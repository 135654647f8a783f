from django.db import migrations

REFUSE = """
CREATE FUNCTION orders_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER orders_orderstep_append_only BEFORE UPDATE OR DELETE ON orders_orderstep
FOR EACH ROW EXECUTE FUNCTION orders_refuse_change();
CREATE TRIGGER orders_paper_append_only BEFORE UPDATE OR DELETE ON orders_paper
FOR EACH ROW EXECUTE FUNCTION orders_refuse_change();
CREATE TRIGGER orders_order_kept BEFORE DELETE ON orders_order
FOR EACH ROW EXECUTE FUNCTION orders_refuse_change();
CREATE TRIGGER orders_orderline_kept BEFORE DELETE ON orders_orderline
FOR EACH ROW EXECUTE FUNCTION orders_refuse_change();
"""
ALLOW = """
DROP TRIGGER orders_orderline_kept ON orders_orderline;
DROP TRIGGER orders_order_kept ON orders_order;
DROP TRIGGER orders_paper_append_only ON orders_paper;
DROP TRIGGER orders_orderstep_append_only ON orders_orderstep;
DROP FUNCTION orders_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_first")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]

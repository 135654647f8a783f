from django.db import migrations

REFUSE = """
CREATE FUNCTION catalog_refuse_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.product_id, NEW.public_id, NEW.number, NEW.changelog, NEW.preview, NEW.published_at)
        IS NOT DISTINCT FROM
        (OLD.product_id, OLD.public_id, OLD.number, OLD.changelog, OLD.preview, OLD.published_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a published version stays as it is' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER catalog_published_version_stays
BEFORE UPDATE OR DELETE ON catalog_version
FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION catalog_refuse_version();

CREATE FUNCTION catalog_refuse_goods() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE touched bigint[];
BEGIN
    touched := CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[NEW.version_id]
        WHEN 'DELETE' THEN ARRAY[OLD.version_id]
        ELSE ARRAY[NEW.version_id, OLD.version_id]
    END;
    IF EXISTS (SELECT FROM catalog_version WHERE id = ANY(touched) AND published_at IS NOT NULL) THEN
        RAISE EXCEPTION 'what a published version delivers stays as it is' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER catalog_published_content_stays
BEFORE INSERT OR UPDATE OR DELETE ON catalog_content
FOR EACH ROW EXECUTE FUNCTION catalog_refuse_goods();
CREATE TRIGGER catalog_published_file_stays
BEFORE INSERT OR UPDATE OR DELETE ON catalog_file
FOR EACH ROW EXECUTE FUNCTION catalog_refuse_goods();
"""
ALLOW = """
DROP TRIGGER catalog_published_file_stays ON catalog_file;
DROP TRIGGER catalog_published_content_stays ON catalog_content;
DROP FUNCTION catalog_refuse_goods();
DROP TRIGGER catalog_published_version_stays ON catalog_version;
DROP FUNCTION catalog_refuse_version();
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0002_imports")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("chat", "0003_words_of_any_language")]
    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["id"], condition=~Q(deleted=""), name="message_taken_back"),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scoreboards", "0004_shot_clock_and_players")]
    operations = [
        migrations.AddField(
            model_name="gameevent",
            name="actor_name",
            field=models.CharField(blank=True, default="", max_length=80),
        ),
    ]

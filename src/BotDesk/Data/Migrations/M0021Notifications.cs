using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>When and where somebody wants to be told things, what they no longer want to hear of, and what waits until they do.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0021_Notifications")]
internal sealed class M0021Notifications : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "notification_preferences",
            table => new
            {
                person_id = table.Column<long>(),
                quiet_from = table.Column<int>(nullable: true),
                quiet_until = table.Column<int>(nullable: true),
                quiet_weekends = table.Column<bool>(defaultValue: false),
                is_paused = table.Column<bool>(defaultValue: false),
                channel = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_notification_preferences", row => row.person_id));
        migrationBuilder.CreateTable(
            "muted_subjects",
            table => new
            {
                person_id = table.Column<long>(),
                number = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_muted_subjects", row => new { row.person_id, row.number }));
        migrationBuilder.CreateTable(
            "held_notices",
            table => new
            {
                id = table.Identity(),
                person_id = table.Column<long>(),
                held_at = table.Column<long>(),
                about = table.Column<string>(nullable: true),
                is_news = table.Column<bool>(),
                words = table.Column<string>(nullable: true),
                card = table.Column<string>(nullable: true),
                model = table.Column<string>(nullable: true),
                subject = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_held_notices", row => row.id));
        migrationBuilder.CreateIndex("ix_held_notices_person_id", "held_notices", "person_id");
    }
}

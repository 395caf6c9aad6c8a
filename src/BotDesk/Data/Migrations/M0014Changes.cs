using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>Types of changes, their plans, their day and their end; and the addresses under which calendars follow them.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0014_Changes")]
internal sealed class M0014Changes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("type", "changes", defaultValue: "Normal");
        migrationBuilder.AddColumn<string>("template", "changes", nullable: true);
        migrationBuilder.AddColumn<long>("implementer_id", "changes", nullable: true);
        foreach (var text in new[] { "other_services", "items", "environment", "risk_answers", "test_plan", "communication" })
        {
            migrationBuilder.AddColumn<string>(text, "changes", defaultValue: "");
        }

        migrationBuilder.AddColumn<int>("risk_score", "changes", nullable: true);
        migrationBuilder.AddColumn<bool>("wants_exception", "changes", defaultValue: false);
        foreach (var instant in new[] { "confirmed_at", "started_at", "ended_at", "watched_until" })
        {
            migrationBuilder.AddColumn<long>(instant, "changes", nullable: true);
        }

        foreach (var text in new[] { "outcome", "review_reason", "review" })
        {
            migrationBuilder.AddColumn<string>(text, "changes", nullable: true);
        }

        migrationBuilder.AddColumn<int>("told_before", "changes", nullable: true);
        migrationBuilder.AddColumn<int>("told_after", "changes", nullable: true);
        migrationBuilder.Sql("UPDATE changes SET status = 'Scheduled' WHERE status = 'Approved'");
        migrationBuilder.Sql("UPDATE changes SET status = 'Closed', outcome = 'Cancelled' WHERE status = 'Withdrawn'");

        // What is at the same time is found by the window alone, without reading rows of other times.
        migrationBuilder.DropIndex("ix_changes_planned_start", "changes");
        migrationBuilder.CreateIndex("ix_changes_window", "changes", ["planned_start", "planned_end", "status"]);
        migrationBuilder.CreateIndex("ix_changes_service", "changes", ["service", "type", "status"]);
        migrationBuilder.CreateIndex("ix_changes_watched", "changes", "watched_until", filter: "watched_until IS NOT NULL");

        migrationBuilder.CreateTable(
            "change_incidents",
            table => new { id = table.Identity(), change_id = table.Column<long>(), number = table.Column<string>(), at = table.Column<long>() },
            constraints: table =>
            {
                table.PrimaryKey("pk_change_incidents", row => row.id);
                table.ForeignKey("fk_change_incidents_change", row => row.change_id, "changes", "id");
            });
        migrationBuilder.CreateIndex("ix_change_incidents_change", "change_incidents", ["change_id", "number"], unique: true);

        migrationBuilder.CreateTable(
            "calendar_feeds",
            table => new
            {
                id = table.Identity(),
                person_id = table.Column<long>(),
                service = table.Column<string>(nullable: true),
                created_at = table.Column<long>(),
                revoked_at = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_calendar_feeds", row => row.id);
                table.ForeignKey("fk_calendar_feeds_person", row => row.person_id, "people", "id");
            });
        migrationBuilder.CreateIndex("ix_calendar_feeds_person", "calendar_feeds", "person_id");
    }
}

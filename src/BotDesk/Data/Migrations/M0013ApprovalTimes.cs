using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>Quorums, times by which somebody has to answer, who is asked in whose place and why, and who is away.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0013_ApprovalTimes")]
internal sealed class M0013ApprovalTimes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("policy", "approvals", nullable: false, defaultValue: "");
        migrationBuilder.AddColumn<string>("what_changed", "approvals", nullable: true);

        migrationBuilder.AddColumn<int>("quorum", "approval_stages", nullable: false, defaultValue: 0);
        migrationBuilder.AddColumn<bool>("veto", "approval_stages", nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<string>("due_in", "approval_stages", nullable: true);
        migrationBuilder.AddColumn<string>("remind_in", "approval_stages", nullable: true);
        migrationBuilder.AddColumn<string>("escalate_to", "approval_stages", nullable: true);
        migrationBuilder.AddColumn<long>("asked_at", "approval_stages", nullable: true);
        migrationBuilder.AddColumn<long>("due_at", "approval_stages", nullable: true);

        migrationBuilder.AddColumn<string>("kind", "approval_seats", nullable: false, defaultValue: "Asked");
        migrationBuilder.AddColumn<long>("added_by_id", "approval_seats", nullable: true);
        migrationBuilder.AddColumn<long>("added_at", "approval_seats", nullable: true);
        migrationBuilder.AddColumn<long>("revoked_at", "approval_seats", nullable: true);

        migrationBuilder.CreateTable(
            "absences",
            table => new
            {
                id = table.Identity(),
                person_id = table.Column<long>(),
                delegate_id = table.Column<long>(nullable: true),
                since = table.Column<long>(),
                until = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_absences", row => row.id);
                table.ForeignKey("fk_absences_person", row => row.person_id, "people", "id");
                table.ForeignKey("fk_absences_delegate", row => row.delegate_id, "people", "id");
            });
        migrationBuilder.CreateIndex("ix_absences_person", "absences", "person_id", unique: true);
    }
}

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>Approvals, and the changes that they are first asked for.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0004_Approvals")]
internal sealed class M0004Approvals : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Approvals(migrationBuilder);
        Stages(migrationBuilder);
        Changes(migrationBuilder);
    }

    private static void Approvals(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "approvals",
            table => new
            {
                id = table.Identity(),
                kind = table.Column<string>(),
                subject = table.Column<string>(),
                requester_id = table.Column<long>(),
                status = table.Column<string>(),
                opened_at = table.Column<long>(),
                ended_at = table.Column<long>(nullable: true),
                version = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_approvals", row => row.id);
                table.ForeignKey("fk_approvals_requester", row => row.requester_id, "people", "id");
            });
        migrationBuilder.CreateIndex("ix_approvals_subject", "approvals", ["subject", "id"]);

        migrationBuilder.CreateTable(
            "approval_questions",
            table => new
            {
                id = table.Identity(),
                approval_id = table.Column<long>(),
                asked_by_id = table.Column<long>(),
                asked_at = table.Column<long>(),
                text = table.Column<string>(),
                answer = table.Column<string>(nullable: true),
                answered_at = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_approval_questions", row => row.id);
                table.ForeignKey("fk_approval_questions_approval", row => row.approval_id, "approvals", "id");
                table.ForeignKey("fk_approval_questions_asked_by", row => row.asked_by_id, "people", "id");
            });
        migrationBuilder.CreateIndex("ix_approval_questions_approval", "approval_questions", "approval_id");
    }

    private static void Stages(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "approval_stages",
            table => new
            {
                id = table.Identity(),
                approval_id = table.Column<long>(),
                step = table.Column<int>(),
                name = table.Column<string>(),
                rule = table.Column<string>(),
                status = table.Column<string>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_approval_stages", row => row.id);
                table.ForeignKey("fk_approval_stages_approval", row => row.approval_id, "approvals", "id");
            });
        migrationBuilder.CreateIndex("ix_approval_stages_approval", "approval_stages", "approval_id");

        migrationBuilder.CreateTable(
            "approval_seats",
            table => new
            {
                id = table.Identity(),
                stage_id = table.Column<long>(),
                person_id = table.Column<long>(),
                as_whom_id = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_approval_seats", row => row.id);
                table.ForeignKey("fk_approval_seats_stage", row => row.stage_id, "approval_stages", "id");
                table.ForeignKey("fk_approval_seats_person", row => row.person_id, "people", "id");
                table.ForeignKey("fk_approval_seats_as_whom", row => row.as_whom_id, "people", "id");
            });
        migrationBuilder.CreateIndex("ix_approval_seats_stage", "approval_seats", "stage_id");
        migrationBuilder.CreateIndex("ix_approval_seats_person", "approval_seats", "person_id");

        migrationBuilder.CreateTable(
            "approval_decisions",
            table => new
            {
                id = table.Identity(),
                seat_id = table.Column<long>(),
                at = table.Column<long>(),
                choice = table.Column<string>(),
                reason = table.Column<string>(nullable: true),
                via = table.Column<string>(),
                card_hash = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_approval_decisions", row => row.id);
                table.ForeignKey("fk_approval_decisions_seat", row => row.seat_id, "approval_seats", "id");
            });

        // Nobody's decision counts twice, whatever happens at the same time.
        migrationBuilder.CreateIndex("ix_approval_decisions_seat", "approval_decisions", "seat_id", unique: true);
    }

    private static void Changes(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "changes",
            table => new
            {
                id = table.Identity(),
                number = table.Column<string>(),
                title = table.Column<string>(),
                description = table.Column<string>(),
                why = table.Column<string>(),
                requester_id = table.Column<long>(),
                service = table.Column<string>(),
                risk = table.Column<string>(),
                roll_back = table.Column<string>(),
                planned_start = table.Column<long>(),
                planned_end = table.Column<long>(),
                status = table.Column<string>(),
                opened_at = table.Column<long>(),
                updated_at = table.Column<long>(),
                version = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_changes", row => row.id);
                table.ForeignKey("fk_changes_requester", row => row.requester_id, "people", "id");
            });
        migrationBuilder.CreateIndex("ix_changes_number", "changes", "number", unique: true);
        migrationBuilder.CreateIndex("ix_changes_requester", "changes", ["requester_id", "updated_at"]);
        migrationBuilder.CreateIndex("ix_changes_planned_start", "changes", "planned_start");

        migrationBuilder.CreateTable(
            "change_entries",
            table => new
            {
                id = table.Identity(),
                change_id = table.Column<long>(),
                at = table.Column<long>(),
                author_id = table.Column<long>(nullable: true),
                what = table.Column<string>(),
                text = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_change_entries", row => row.id);
                table.ForeignKey("fk_change_entries_change", row => row.change_id, "changes", "id");
                table.ForeignKey("fk_change_entries_author", row => row.author_id, "people", "id");
            });
        migrationBuilder.CreateIndex("ix_change_entries_change", "change_entries", ["change_id", "id"]);
    }
}

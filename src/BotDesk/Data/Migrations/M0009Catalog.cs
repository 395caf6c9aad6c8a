using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>What was answered in a request's form, and the tasks that it makes.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0009_Catalog")]
internal sealed class M0009Catalog : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("answers", "tickets", nullable: true);
        migrationBuilder.Sql("UPDATE tickets SET answers = '[]' WHERE kind = 'request'");
        migrationBuilder.CreateTable(
            "request_tasks",
            table => new
            {
                id = table.Identity(),
                ticket_id = table.Column<long>(),
                key = table.Column<string>(),
                name = table.Column<string>(),
                group = table.Column<string>(),
                position = table.Column<int>(),
                stage = table.Column<int>(),
                is_final = table.Column<bool>(),
                status = table.Column<string>(),
                opened_at = table.Column<long>(nullable: true),
                ended_at = table.Column<long>(nullable: true),
                ended_by_id = table.Column<long>(nullable: true),
                note = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_request_tasks", row => row.id);
                table.ForeignKey("fk_request_tasks_ticket", row => row.ticket_id, "tickets", "id");
                table.ForeignKey("fk_request_tasks_ended_by", row => row.ended_by_id, "people", "id");
            });
        migrationBuilder.CreateIndex("ix_request_tasks_ticket", "request_tasks", ["ticket_id", "key"], unique: true);
        migrationBuilder.CreateIndex("ix_request_tasks_open", "request_tasks", "group", filter: "status = 'Open'");
    }
}

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>Programs that are asked to do tasks of requests.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0017_Webhooks")]
internal sealed class M0017Webhooks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "webhook_calls",
            table => new
            {
                id = table.Identity(),
                task_id = table.Column<long>(),
                message_id = table.Column<string>(),
                url = table.Column<string>(),
                secret = table.Column<string>(nullable: true),
                timeout = table.Column<string>(nullable: true),
                state = table.Column<string>(),
                started_at = table.Column<long>(nullable: true),
                gives_up_at = table.Column<long>(nullable: true),
                attempts = table.Column<int>(),
                error = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_webhook_calls", row => row.id);
                table.ForeignKey("fk_webhook_calls_task", row => row.task_id, "request_tasks", "id");
            });
        migrationBuilder.CreateIndex("ix_webhook_calls_task", "webhook_calls", "task_id", unique: true);
        migrationBuilder.CreateIndex("ix_webhook_calls_message", "webhook_calls", "message_id", unique: true);
    }
}

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>What is to happen at a time.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0012_Timers")]
internal sealed class M0012Timers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "timers",
            table => new
            {
                id = table.Identity(),
                kind = table.Column<string>(),
                subject = table.Column<string>(),
                name = table.Column<string>(),
                due_at = table.Column<long>(),
                attempts = table.Column<int>(),
                error = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_timers", row => row.id));
        migrationBuilder.CreateIndex("ix_timers_key", "timers", ["kind", "subject", "name"], unique: true);
        migrationBuilder.CreateIndex("ix_timers_due", "timers", ["due_at", "id"]);
        migrationBuilder.CreateIndex("ix_used_nonces_used_at", "used_nonces", "used_at");
    }
}

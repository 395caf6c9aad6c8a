using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>Answers to REST requests that carry an Idempotency-Key.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0002_ApiRequests")]
internal sealed class M0002ApiRequests : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "api_requests",
            table => new
            {
                caller = table.Column<string>(),
                key = table.Column<string>(),
                digest = table.Column<byte[]>(),
                answer = table.Column<byte[]>(),
                at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_api_requests", row => new { row.caller, row.key }));
        migrationBuilder.CreateIndex("ix_api_requests_at", "api_requests", "at");
    }
}

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>What an incident is about.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0020_Categories")]
internal sealed class M0020Categories : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("category", "tickets", nullable: true);
}

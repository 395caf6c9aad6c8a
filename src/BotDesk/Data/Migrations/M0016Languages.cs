using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>The language somebody asked for, and the one they were heard to speak.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0016_Languages")]
internal sealed class M0016Languages : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("chosen_language", "people", nullable: true);
        migrationBuilder.AddColumn<string>("heard_language", "people", nullable: true);
    }
}

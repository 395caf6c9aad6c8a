using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>People are found by e-mail address, whatever its case.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0010_PeopleByAddress")]
internal sealed class M0010PeopleByAddress : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("CREATE INDEX ix_people_email ON people (lower(email))");
}

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>What a sent card keeps telling the state of, by which it is found when that changes.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0003_CardSubjects")]
internal sealed class M0003CardSubjects : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("subject", "outbox", nullable: true);
        migrationBuilder.CreateIndex("ix_outbox_subject", "outbox", "subject", filter: "subject IS NOT NULL");
    }
}

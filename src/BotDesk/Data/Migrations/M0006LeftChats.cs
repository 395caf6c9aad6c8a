using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>When the bot was removed from a conversation: news go elsewhere from then on.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0006_LeftChats")]
internal sealed class M0006LeftChats : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<long>("left_at", "chats", nullable: true);
}

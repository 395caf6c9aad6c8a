using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>Channels in which the bot reads along, and what came of the questions there.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0025_Watching")]
internal sealed class M0025Watching : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "watched_channels",
            table => new
            {
                id = table.Identity(),
                key = table.Column<string>(),
                name = table.Column<string>(nullable: true),
                mode = table.Column<string>(),
                learns_from = table.Column<long>(),
                changed_at = table.Column<long>(),
                version = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("pk_watched_channels", row => row.id));
        migrationBuilder.CreateIndex("ix_watched_channels_key", "watched_channels", "key", unique: true);
        migrationBuilder.CreateTable(
            "watched_questions",
            table => new
            {
                id = table.Identity(),
                channel_id = table.Column<long>(),
                thread_key = table.Column<string>(),
                message_id = table.Column<string>(),
                at = table.Column<long>(),
                outcome = table.Column<string>(),
                article = table.Column<string>(nullable: true),
                confidence = table.Column<double>(nullable: true),
                is_try = table.Column<bool>(defaultValue: false),
                person_id = table.Column<long>(nullable: true),
                language = table.Column<string>(nullable: true),
                answered_at = table.Column<long>(nullable: true),
                is_conversation = table.Column<bool>(defaultValue: false),
                verdict = table.Column<string>(defaultValue: "None"),
                judged_at = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_watched_questions", row => row.id);
                table.ForeignKey("fk_watched_questions_channel", row => row.channel_id, "watched_channels", "id");
            });
        migrationBuilder.CreateIndex("ix_watched_questions_message", "watched_questions", ["thread_key", "message_id"], unique: true);
        migrationBuilder.CreateIndex("ix_watched_questions_channel_at", "watched_questions", ["channel_id", "at"]);
        migrationBuilder.CreateIndex("ix_watched_questions_person_article", "watched_questions", ["person_id", "article"]);
        migrationBuilder.CreateTable(
            "watch_votes",
            table => new
            {
                question_id = table.Column<long>(),
                person_id = table.Column<long>(),
                helped = table.Column<bool>(),
                at = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_watch_votes", row => new { row.question_id, row.person_id });
                table.ForeignKey("fk_watch_votes_question", row => row.question_id, "watched_questions", "id");
            });
    }
}

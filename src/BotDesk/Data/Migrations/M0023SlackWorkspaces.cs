using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>Slack workspaces that have installed the app, which of its members are where, and what stands in long forms between their steps.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0023_SlackWorkspaces")]
internal sealed class M0023SlackWorkspaces : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "slack_workspaces",
            table => new
            {
                team_id = table.Column<string>(),
                name = table.Column<string>(),
                bot_user_id = table.Column<string>(),
                sealed_token = table.Column<string>(),
                scopes = table.Column<string>(),
                installed_at = table.Column<long>(),
                installed_by = table.Column<string>(nullable: true),
                ended_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_slack_workspaces", row => row.team_id));
        migrationBuilder.CreateTable(
            "slack_members",
            table => new
            {
                user_id = table.Column<string>(),
                team_id = table.Column<string>(nullable: true),
                home_opened_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_slack_members", row => row.user_id));
        migrationBuilder.CreateTable(
            "slack_steps",
            table => new
            {
                view_id = table.Column<string>(),
                typed = table.Column<string>(),
                at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_slack_steps", row => row.view_id));
        migrationBuilder.CreateIndex("ix_slack_steps_at", "slack_steps", "at");
    }
}

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BotDesk.Data.Migrations;

/// <summary>Full-text indexes ask twice a second what changed; that must not read every row.</summary>
[DbContext(typeof(DeskDb))]
[Migration("0007_WhatIndexesFollow")]
internal sealed class M0007WhatIndexesFollow : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex("ix_tickets_updated_at", "tickets", "updated_at");
        migrationBuilder.CreateIndex("ix_article_offers_solved_at", "article_offers", "solved_at", filter: "solved_by IS NOT NULL");
    }
}

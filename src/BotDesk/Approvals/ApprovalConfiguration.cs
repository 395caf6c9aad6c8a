using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace BotDesk.Approvals;

internal sealed class ApprovalConfiguration : IEntityTypeConfiguration<Approval>
{
    public void Configure(EntityTypeBuilder<Approval> builder)
    {
        builder.ToTable("approvals");
        builder.HasIndex(approval => new { approval.Subject, approval.Id });
        builder.Property(approval => approval.Version).IsConcurrencyToken();
        builder.Property(approval => approval.WhatChanged).HasConversion((ValueConverter)StoredPhrase.Converter);
        builder.HasOne(approval => approval.Requester).WithMany().HasForeignKey(approval => approval.RequesterId);
        builder.HasMany(approval => approval.Stages).WithOne().HasForeignKey(stage => stage.ApprovalId);
        builder.HasMany(approval => approval.Questions).WithOne().HasForeignKey(question => question.ApprovalId);
        builder.Ignore(approval => approval.Seats);
        builder.Ignore(approval => approval.OpenQuestion);
    }
}

internal sealed class ApprovalStageConfiguration : IEntityTypeConfiguration<ApprovalStage>
{
    public void Configure(EntityTypeBuilder<ApprovalStage> builder)
    {
        builder.ToTable("approval_stages");
        builder.Ignore(stage => stage.Needed);
        builder.Ignore(stage => stage.Silent);
        builder.HasMany(stage => stage.Seats).WithOne().HasForeignKey(seat => seat.StageId);
    }
}

internal sealed class ApprovalSeatConfiguration : IEntityTypeConfiguration<ApprovalSeat>
{
    public void Configure(EntityTypeBuilder<ApprovalSeat> builder)
    {
        builder.ToTable("approval_seats");
        builder.Ignore(seat => seat.Voice);
        builder.Ignore(seat => seat.Counts);
        builder.HasOne(seat => seat.Person).WithMany().HasForeignKey(seat => seat.PersonId);
        builder.HasOne(seat => seat.AsWhom).WithMany().HasForeignKey(seat => seat.AsWhomId);
        builder.HasOne(seat => seat.Decision).WithOne().HasForeignKey<ApprovalDecision>(decision => decision.SeatId);
    }
}

internal sealed class ApprovalDecisionConfiguration : IEntityTypeConfiguration<ApprovalDecision>
{
    public void Configure(EntityTypeBuilder<ApprovalDecision> builder) => builder.ToTable("approval_decisions");
}

internal sealed class ApprovalQuestionConfiguration : IEntityTypeConfiguration<ApprovalQuestion>
{
    public void Configure(EntityTypeBuilder<ApprovalQuestion> builder)
    {
        builder.ToTable("approval_questions");
        builder.HasOne(question => question.AskedBy).WithMany().HasForeignKey(question => question.AskedById);
    }
}

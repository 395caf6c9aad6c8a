using BotDesk.Approvals;
using BotDesk.People;
using BotDesk.Policy;

namespace BotDesk.Tests.Approvals;

/// <summary>Stages after each other and side by side, any-one and all, delegates, and who may not.</summary>
public sealed class ApprovalTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 3, 9, 0, 0, TimeSpan.Zero);

    private readonly Person _asks = Named(1, "Asks");
    private readonly Person _ann = Named(2, "Ann");
    private readonly Person _ben = Named(3, "Ben");
    private readonly Person _cem = Named(4, "Cem");

    [Fact]
    public void The_first_of_any_one_decides_for_all()
    {
        var approval = Started(Stage(1, ApprovalRule.AnyOne, _ann, _ben));

        Assert.Null(Decide(approval, _ben, ApprovalChoice.Approve));

        Assert.Equal(ApprovalStatus.Approved, approval.Status);
        Assert.Equal(RefusalKind.Conflict, Decide(approval, _ann, ApprovalChoice.Reject)!.Kind);
    }

    [Fact]
    public void All_have_to_agree_and_one_rejection_ends_it()
    {
        var approval = Started(Stage(1, ApprovalRule.All, _ann, _ben));
        Assert.Null(Decide(approval, _ann, ApprovalChoice.Approve));
        Assert.Equal(ApprovalStatus.Pending, approval.Status);

        Assert.Null(Decide(approval, _ben, ApprovalChoice.Reject));

        Assert.Equal((ApprovalStatus.Rejected, (DateTimeOffset?)At), (approval.Status, approval.EndedAt));
    }

    [Fact]
    public void The_second_step_is_asked_when_the_first_has_agreed()
    {
        var approval = Started(Stage(1, ApprovalRule.All, _ann), Stage(2, ApprovalRule.All, _ben));
        Assert.False(approval.WaitsFor(_ben));
        Assert.Equal(RefusalKind.NotFound, Decide(approval, _ben, ApprovalChoice.Approve)!.Kind);

        Assert.Null(Decide(approval, _ann, ApprovalChoice.Approve, out var asked));

        Assert.Equal("2", Assert.Single(asked).Name);
        Assert.Null(Decide(approval, _ben, ApprovalChoice.Approve));
        Assert.Equal(ApprovalStatus.Approved, approval.Status);
    }

    [Fact]
    public void Stages_side_by_side_are_asked_at_once_and_both_have_to_agree()
    {
        var approval = Started(Stage(1, ApprovalRule.AnyOne, _ann, _ben), Stage(1, ApprovalRule.All, _cem));
        Assert.True(approval.WaitsFor(_ann) && approval.WaitsFor(_cem));

        Assert.Null(Decide(approval, _cem, ApprovalChoice.Approve));
        Assert.Equal(ApprovalStatus.Pending, approval.Status);
        Assert.Null(Decide(approval, _ann, ApprovalChoice.Approve));

        Assert.Equal(ApprovalStatus.Approved, approval.Status);
    }

    [Fact]
    public void A_rejection_drops_what_was_not_asked_yet()
    {
        var approval = Started(Stage(1, ApprovalRule.All, _ann), Stage(2, ApprovalRule.All, _ben));

        Assert.Null(Decide(approval, _ann, ApprovalChoice.Reject));

        Assert.Equal([StageStatus.Rejected, StageStatus.Dropped], approval.Stages.Select(stage => stage.Status));
    }

    [Fact]
    public void Somebody_in_two_stages_decides_once_for_both()
    {
        var approval = Started(Stage(1, ApprovalRule.All, _ann), Stage(1, ApprovalRule.All, _ann));

        Assert.Null(Decide(approval, _ann, ApprovalChoice.Approve));

        Assert.Equal(ApprovalStatus.Approved, approval.Status);
        Assert.Equal(RefusalKind.Conflict, Decide(approval, _ann, ApprovalChoice.Approve)!.Kind);
    }

    [Fact]
    public void A_delegate_decides_in_the_place_of_whom_they_stand_for_and_only_one_of_them_does()
    {
        var approval = Started(Stage(1, ApprovalRule.All, _ann, _ben));
        approval.Stages[0].Seats.Add(new ApprovalSeat { PersonId = _cem.Id, Person = _cem, AsWhomId = _ann.Id, AsWhom = _ann });

        Assert.Null(Decide(approval, _cem, ApprovalChoice.Approve));

        Assert.False(approval.WaitsFor(_ann));
        Assert.Equal(RefusalKind.Conflict, Decide(approval, _ann, ApprovalChoice.Reject)!.Kind);
        Assert.Null(Decide(approval, _ben, ApprovalChoice.Approve));
        Assert.Equal(ApprovalStatus.Approved, approval.Status);
    }

    [Fact]
    public void Nobody_decides_what_they_ask_for_directly_or_as_a_delegate()
    {
        var approval = Started(Stage(1, ApprovalRule.AnyOne, _ann, _asks));
        approval.Stages[0].Seats.Add(new ApprovalSeat { PersonId = _asks.Id, Person = _asks, AsWhomId = _ann.Id, AsWhom = _ann });

        Assert.Equal(RefusalKind.Forbidden, Decide(approval, _asks, ApprovalChoice.Approve)!.Kind);

        Assert.False(approval.WaitsFor(_asks));
        Assert.Equal((ApprovalStatus.Pending, 0), (approval.Status, approval.Version));
    }

    [Theory]
    [InlineData(2, false, "aa", ApprovalStatus.Approved)]
    [InlineData(2, false, "ar", ApprovalStatus.Pending)]
    [InlineData(2, false, "ara", ApprovalStatus.Approved)]
    [InlineData(2, false, "rr", ApprovalStatus.Rejected)]
    [InlineData(3, false, "ar", ApprovalStatus.Rejected)]
    [InlineData(1, false, "rra", ApprovalStatus.Approved)]
    [InlineData(2, true, "ar", ApprovalStatus.Rejected)]
    public void A_board_agrees_by_its_quorum_and_rejects_when_so_many_no_longer_can(int quorum, bool veto, string votes, ApprovalStatus status)
    {
        var board = new ApprovalStage { Step = 1, Name = "CAB", Rule = ApprovalRule.Quorum, Quorum = quorum, Veto = veto };
        board.Seats.AddRange(new[] { _ann, _ben, _cem }.Select(person => new ApprovalSeat { PersonId = person.Id, Person = person }));
        var approval = Started(board);

        foreach (var (vote, voter) in votes.Zip(new[] { _ann, _ben, _cem }))
        {
            Assert.Null(Decide(approval, voter, vote == 'a' ? ApprovalChoice.Approve : ApprovalChoice.Reject));
        }

        Assert.Equal(status, approval.Status);
    }

    [Fact]
    public void A_delegate_of_somebody_on_the_board_has_one_vote_and_not_two()
    {
        var board = new ApprovalStage { Step = 1, Name = "CAB", Rule = ApprovalRule.Quorum, Quorum = 2 };
        board.Seats.AddRange(new[] { _ann, _ben }.Select(person => new ApprovalSeat { PersonId = person.Id, Person = person }));
        var approval = Started(board);

        Assert.Equal(RefusalKind.Conflict, approval.Delegate(_ann, _ben, At, out _)!.Kind);
        Assert.Null(approval.Delegate(_ann, _cem, At, out var added));
        Assert.Equal(_ann.Id, Assert.Single(added).AsWhomId);
        Assert.Null(Decide(approval, _cem, ApprovalChoice.Approve));
        Assert.Equal(RefusalKind.Conflict, Decide(approval, _ann, ApprovalChoice.Approve)!.Kind);

        Assert.Equal(ApprovalStatus.Pending, approval.Status);
        Assert.Null(Decide(approval, _ben, ApprovalChoice.Approve));
        Assert.Equal(ApprovalStatus.Approved, approval.Status);
    }

    [Fact]
    public void It_is_passed_on_from_one_to_the_next_never_in_a_circle_and_never_to_the_requester()
    {
        var approval = Started(Stage(1, ApprovalRule.All, _ann));

        Assert.Equal(RefusalKind.Invalid, approval.Delegate(_ann, _asks, At, out _)!.Kind);
        Assert.Equal(RefusalKind.Invalid, approval.Delegate(_ann, _ann, At, out _)!.Kind);
        Assert.Null(approval.Delegate(_ann, _ben, At, out _));
        Assert.Null(approval.Delegate(_ben, _cem, At, out var added));
        Assert.Equal(RefusalKind.Conflict, approval.Delegate(_cem, _ann, At, out _)!.Kind);
        Assert.Equal(RefusalKind.Conflict, approval.Delegate(_cem, _ben, At, out _)!.Kind);

        Assert.Equal(_ann.Id, Assert.Single(added).AsWhomId);
        Assert.Null(Decide(approval, _cem, ApprovalChoice.Reject));
        Assert.Equal(ApprovalStatus.Rejected, approval.Status);
    }

    [Fact]
    public void What_nobody_has_to_agree_to_is_approved_at_once()
    {
        Assert.Equal((ApprovalStatus.Approved, (DateTimeOffset?)At), (Started().Status, Started().EndedAt));
    }

    [Fact]
    public void What_was_agreed_to_and_changes_no_longer_counts_and_cannot_be_decided()
    {
        var approval = Started(Stage(1, ApprovalRule.All, _ann));
        Assert.Null(Decide(approval, _ann, ApprovalChoice.Approve));

        Assert.Null(approval.Supersede(At));

        Assert.Equal(ApprovalStatus.Superseded, approval.Status);
        Assert.Equal(RefusalKind.Conflict, Decide(approval, _ann, ApprovalChoice.Approve)!.Kind);
        Assert.Equal(RefusalKind.Conflict, approval.Supersede(At)!.Kind);
    }

    private static Person Named(long id, string name) => new() { Id = id, Handle = name, Name = name };

    private static ApprovalStage Stage(int step, ApprovalRule rule, params Person[] people)
    {
        var stage = new ApprovalStage { Step = step, Name = $"{step}", Rule = rule };
        stage.Seats.AddRange(people.Select(person => new ApprovalSeat { PersonId = person.Id, Person = person }));
        return stage;
    }

    private static Refusal? Decide(Approval approval, Person person, ApprovalChoice choice) => Decide(approval, person, choice, out _);

    private static Refusal? Decide(Approval approval, Person person, ApprovalChoice choice, out List<ApprovalStage> asked) =>
        approval.Decide(person, At, () => new ApprovalDecision { At = At, Choice = choice, Via = "test" }, out asked);

    private Approval Started(params ApprovalStage[] stages)
    {
        var approval = new Approval { Kind = "test", Subject = "CHG1", RequesterId = _asks.Id, Requester = _asks };
        approval.Stages.AddRange(stages);
        approval.Start(At);
        return approval;
    }
}

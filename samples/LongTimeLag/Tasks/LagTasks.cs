namespace LongTimeLag;

/// <summary>The experiments, with the paper's figures (its tables 1, 7, 8 and 9).</summary>
internal static class LagTasks
{
    public static IReadOnlyList<LagTask> All { get; } =
    [
        new ReberTask
        {
            Name = "reber",
            Title = "1: embedded Reber grammar",
            Paper = new(8_440, null),
            Plan = new() { BatchSize = 4, LearningRate = 0.03, HalfLife = 20_000, Limit = 8_440 },
        },
        new MarkerTask
        {
            Name = "adding",
            Title = "4: adding, T = 100",
            T = 100,
            Paper = new(74_000, 1),
            Plan = new() { BatchSize = 8, LearningRate = 0.02, HalfLife = 20_000, Limit = 74_000 },
        },
        new MarkerTask
        {
            Name = "adding-1000",
            Title = "4: adding, T = 1,000",
            T = 1_000,
            Paper = new(853_000, 1),
            Plan = new() { BatchSize = 8, LearningRate = 0.02, HalfLife = 20_000, Limit = 100_000 },
        },
        new MarkerTask
        {
            Name = "adding-10000",
            Title = "beyond: adding, T = 10,000",
            T = 10_000,
            Plan = new() { BatchSize = 8, LearningRate = 0.02, HalfLife = 20_000, Limit = 100_000 },
            IsQuick = false,
        },
        new MarkerTask
        {
            Name = "multiplication",
            Title = "5: multiplication, n = 140",
            T = 100,
            Multiplies = true,
            MostWrong = 139,
            Paper = new(482_000, 139),
            Plan = new() { BatchSize = 8, LearningRate = 0.02, HalfLife = 50_000, Limit = 482_000 },
        },
        new MarkerTask
        {
            Name = "multiplication-fine",
            Title = "5: multiplication, n = 13",
            T = 100,
            Multiplies = true,
            MostWrong = 12,
            Paper = new(1_273_000, 14),
            Plan = new() { BatchSize = 8, LearningRate = 0.01, HalfLife = 30_000, Limit = 482_000 },
        },
        new OrderTask
        {
            Name = "order-2",
            Title = "6a: order of two symbols",
            Positions = [10, 50],
            Paper = new(31_390, 1),
            Plan = new() { BatchSize = 8, LearningRate = 0.02, HalfLife = 20_000, Limit = 31_390 },
        },
        new OrderTask
        {
            Name = "order-3",
            Title = "6b: order of three symbols",
            Positions = [10, 33, 66],
            Paper = new(571_100, 2),
            Plan = new() { BatchSize = 8, LearningRate = 0.02, HalfLife = 20_000, Limit = 100_000 },
        },
    ];
}

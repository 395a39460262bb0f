namespace LstmGen.Generator.Model;

/// <summary>What [LstmModel] takes. The number of steps has no default that a model takes.</summary>
internal sealed record ModelOptions
{
    public int LookBack { get; init; }

    public int Features { get; init; } = 1;

    public int Height { get; init; }

    public int Width { get; init; }

    public int Channels { get; init; }

    public string Scaling { get; init; } = "None";

    public string WeightPrecision { get; init; } = "Single";

    public bool Stateful { get; init; }

    public bool Gpu { get; init; }

    public int StackBudget { get; init; } = 65_536;
}

using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>Where a layer finds its input or leaves its output: steps × rows of values in some buffer.</summary>
/// <param name="Buffer">A <c>ref float</c> in scope.</param>
/// <param name="Base">The constant that says where its region starts; empty for the start of the buffer.</param>
/// <param name="StepStride">Floats from a step to the next.</param>
/// <param name="RowStride">Floats from a row of the tile to the next.</param>
internal sealed record View(string Buffer, string Base, int StepStride, int RowStride)
{
    /// <summary>The region that it shows, or null where it shows what a caller holds.</summary>
    public Region? Region { get; init; }

    /// <summary>Floats from the start of the region to the first value of step 0, row 0.</summary>
    public int Shift { get; init; }

    /// <summary>What is added to that and known only when the code runs.</summary>
    private string Moved { get; init; } = "";

    /// <summary>Rows as callers hold them: [row][step][value].</summary>
    public static View OfCaller(string reference, Shape shape) => new(reference, "", shape.Width, shape.Steps * shape.Width);

    /// <summary>The first value of step 0, row 0, as an expression that <c>ref</c> can stand before.</summary>
    public string Reference => At();

    /// <summary>The first value of a row of step 0 or of the step that a variable counts.</summary>
    public string At(int row = 0, string? step = null, int column = 0) => Sum(Product(step, StepStride), Number(row * RowStride + column));

    /// <summary>The first value of the row and the step that variables count.</summary>
    public string At(string row, string? step) => Sum(Product(step, StepStride), Product(row, RowStride));

    /// <summary>The same rows and steps, some values on.</summary>
    public View Shifted(int values) => this with { Shift = Shift + values };

    /// <summary>The same place, some steps on, with its steps in the other order.</summary>
    public View Backwards(int steps) => this with { Shift = Shift + (steps - 1) * StepStride, StepStride = -StepStride };

    /// <summary>The same for a number of steps that a local holds.</summary>
    public View Backwards(string steps) => this with { Moved = Product($"({steps} - 1)", StepStride), StepStride = -StepStride };

    private string Sum(params string[] terms)
    {
        string offset = Join([Base, Number(Shift), Moved, .. terms]);
        return offset.Length == 0 ? Buffer : $"Unsafe.Add(ref {Buffer}, {offset})";
    }

    private static string Join(params string[] terms) => string.Join(" + ", terms.Where(term => term.Length > 0));

    private static string Product(string? variable, int stride) => (variable, stride) switch
    {
        (null, _) or (_, 0) => "",
        (_, 1) => variable!,
        _ => $"{variable} * {Text.Of(stride)}",
    };

    private static string Number(int value) => value == 0 ? "" : Text.Of(value);
}

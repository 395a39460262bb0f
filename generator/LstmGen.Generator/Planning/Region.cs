namespace LstmGen.Generator.Planning;

/// <summary>The buffers that regions lie in.</summary>
internal enum Space
{
    /// <summary>Packed weights.</summary>
    Pack,

    /// <summary>Packed gradients.</summary>
    Gradient,

    /// <summary>The part of a tile's workspace that prediction needs too.</summary>
    Work,

    /// <summary>The part of a tile's workspace that only training needs.</summary>
    Tape,

    /// <summary>Scratch for one window.</summary>
    Window,

    /// <summary>Scratch for one step.</summary>
    Step,

    /// <summary>What a stream carries from step to step.</summary>
    State,
}

/// <summary>A place in a buffer, declared once: steps × rows of values, each row on a 64-byte boundary. The emitter prints where it is; nobody else computes it.</summary>
/// <param name="Owner">The class of the layer that took it.</param>
/// <param name="Name">Of the constant in that class.</param>
/// <param name="Space">The buffer.</param>
/// <param name="Offset">Floats from the start of the buffer.</param>
/// <param name="Steps">Steps that it has room for.</param>
/// <param name="Rows">Rows of a step: those of a tile, or 1.</param>
/// <param name="Width">Values of a row.</param>
internal sealed record Region(string Owner, string Name, Space Space, long Offset, int Steps, int Rows, long Width)
{
    /// <summary>Floats from a row to the next.</summary>
    public long RowStride => Allocator.Pad(Width);

    /// <summary>Floats from a step to the next.</summary>
    public long StepStride => Rows * RowStride;

    /// <summary>Floats that it has room for.</summary>
    public long Length => Steps * StepStride;

    /// <summary>The local that holds the buffer in generated code.</summary>
    public string Buffer => Space switch
    {
        Space.Pack => "packed",
        Space.Gradient => "gradient",
        Space.Tape => "tape",
        Space.State => "state",
        _ => "work",
    };

    /// <summary>Its first value as C# writes it outside its owner's class: an expression that <c>ref</c> can stand before.</summary>
    public string Reference => $"Unsafe.Add(ref {Buffer}, {Owner}.{Name})";

    /// <summary>The steps and rows in it.</summary>
    public View View => new(Buffer, $"{Owner}.{Name}", Space is Space.Step ? 0 : (int)StepStride, Rows == 1 ? 0 : (int)RowStride) { Region = this };

    /// <summary>A part of it whose place in it is a constant of another class: kernels that layers share lay out what they are given.</summary>
    public View Part(string owner, string name, int stepStride, int rowStride) => new(Buffer, $"{Owner}.{Name} + {owner}.{name}", stepStride, rowStride) { Region = this };

    /// <summary>The same place in every step: one vector a row.</summary>
    public View Once => View with { StepStride = 0 };
}

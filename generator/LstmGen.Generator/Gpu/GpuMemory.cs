using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Gpu;

/// <summary>Where on the device what a plan's views show lies. Places get room in a tile's workspace when they are first asked for.</summary>
internal sealed class GpuMemory(GpuModel model)
{
    private readonly Dictionary<string, (int Offset, int Length)> _places = new(StringComparer.Ordinal);

    /// <summary>Floats of a tile's workspace so far.</summary>
    public int Length { get; private set; }

    /// <summary>Floats of the scratch of a whole model.</summary>
    public int ScratchLength { get; private set; }

    /// <summary>Gives room to what a view shows.</summary>
    /// <param name="view">The view.</param>
    /// <param name="steps">Steps that are read or written.</param>
    /// <param name="width">Values of a step.</param>
    public void Reserve(View view, int steps, int width)
    {
        if (IsCallers(view))
        {
            return;
        }

        // Steps may go backwards from the last.
        int last = view.Shift + Math.Max(0, (steps - 1) * view.StepStride) + (Build.Rows - 1) * view.RowStride + width;
        string place = Place(view);
        if (!_places.TryGetValue(place, out (int Offset, int Length) known))
        {
            _places.Add(place, (Take(last), last));
        }
        else if (known.Length < last)
        {
            _places[place] = (Take(last), last);
        }
    }

    /// <summary>Where what a view shows lies.</summary>
    public GpuView Of(View view)
    {
        if (!IsCallers(view))
        {
            return new GpuView(GpuArgument.Workspace, IsTiled: true, _places[Place(view)].Offset + view.Shift, view.StepStride, view.RowStride);
        }

        (int argument, Shape shape) = view.Buffer == "outputGradient" ? (GpuArgument.OutputGradients, model.Output) : (GpuArgument.Inputs, model.Input);
        var whole = new GpuView(argument, IsTiled: false, 0, view.StepStride == 0 ? 0 : shape.Width, shape.Steps * shape.Width);
        return IsLoaded(view) ? whole : whole.Shifted(view.Shift);
    }

    /// <summary>Room of an operation's own.</summary>
    public GpuView Take(int steps, int width)
    {
        int row = (width + 3) / 4 * 4;
        return new GpuView(GpuArgument.Workspace, IsTiled: true, Take(steps * Build.Rows * row), Build.Rows * row, row);
    }

    /// <summary>Room of the whole model.</summary>
    /// <returns>Where it starts in the scratch.</returns>
    public int TakeScratch(int floats)
    {
        int offset = ScratchLength;
        ScratchLength = checked(offset + (floats + 15) / 16 * 16);
        return offset;
    }

    private int Take(int floats)
    {
        int offset = Length;
        Length = checked(offset + (floats + 15) / 16 * 16);
        return offset;
    }

    /// <summary>What tells one place from another.</summary>
    public static string Place(View view) => $"{view.Buffer}:{view.Base}";

    private bool IsLoaded(View view) => model.LoadedInput is { } loaded && Place(view) == Place(loaded);

    private bool IsCallers(View view) => view.Buffer is "input" or "outputGradient" || IsLoaded(view);
}

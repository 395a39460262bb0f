namespace LstmGen.Import.Formats.Onnx;

/// <summary>A scaler inside of a graph: constants that are subtracted from, divided by, added to or multiplied with the input before any layer, or the output behind the last.</summary>
internal sealed class OnnxAffine
{
    private double[] _inputFactors = [1];
    private double[] _inputShifts = [0];
    private double[] _outputFactors = [1];
    private double[] _outputShifts = [0];

    public bool IsNone { get; private set; } = true;

    /// <summary>One operator with a constant: x becomes factor·x + shift.</summary>
    public void Add(bool input, string op, double[] constant, bool constantFirst)
    {
        IsNone = false;
        double[] factor = op switch
        {
            "Mul" => constant,
            "Div" => Array.ConvertAll(constant, value => 1 / value),
            "Sub" when constantFirst => [-1],
            _ => [1],
        };
        double[] shift = op switch
        {
            "Add" => constant,
            "Sub" => constantFirst ? constant : Array.ConvertAll(constant, value => -value),
            _ => [0],
        };
        ref double[] factors = ref (input ? ref _inputFactors : ref _outputFactors);
        ref double[] shifts = ref (input ? ref _inputShifts : ref _outputShifts);
        factors = Join(factors, factor, (a, b) => a * b);
        shifts = Join(Join(shifts, factor, (a, b) => a * b), shift, (a, b) => a + b);
    }

    /// <summary>Factor and shift of each column of the output.</summary>
    public (double[] Factors, double[] Shifts) Output(int width) => (Wide(_outputFactors, width), Wide(_outputShifts, width));

    /// <summary>All of another one's output.</summary>
    public void AddOutput(double[] factors, double[] shifts) => (IsNone, _outputFactors, _outputShifts) = (false, factors, shifts);

    /// <summary>As a model scales: (x − offset)/scale of inputs, y·scale + offset of outputs.</summary>
    public ImportedScaling? ToScaling(int features, LayerAttribute last)
    {
        if (IsNone) return null;
        int outputs = last is DenseAttribute dense ? dense.Units : 1;
        double[] factors = Wide(_inputFactors, features);
        return new ImportedScaling(
            [.. Wide(_inputShifts, features).Select((shift, i) => -shift / factors[i])], Array.ConvertAll(factors, factor => 1 / factor), Wide(_outputShifts, outputs), Wide(_outputFactors, outputs));
    }

    private static double[] Wide(double[] values, int count) => values.Length == count ? values
        : values.Length == 1 ? [.. Enumerable.Repeat(values[0], count)]
        : throw new InvalidDataException($"Expected one value for each of {count} columns of a scaler in the ONNX file, but got {values.Length}.");

    private static double[] Join(double[] one, double[] other, Func<double, double, double> join)
    {
        int count = Math.Max(one.Length, other.Length);
        double[] a = Wide(one, count);
        double[] b = Wide(other, count);
        return [.. a.Select((value, i) => join(value, b[i]))];
    }
}

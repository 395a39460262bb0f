using LstmGen.Conformance.Reference;
using LstmGen.Inspection;

namespace LstmGen.Conformance.Training;

/// <summary>Every public entry refuses spans of another length by name, says what was expected and what came, and writes nothing.</summary>
public sealed class BadInputTests
{
    private const float Untouched = 12345f;
    private readonly TinyModel _model = new(1);

    [Theory]
    [InlineData(4, 1, "window", "5 values, but got 4")]
    [InlineData(6, 1, "window", "5 values, but got 6")]
    [InlineData(0, 1, "window", "5 values, but got 0")]
    [InlineData(5, 0, "output", "holds 0")]
    [InlineData(5, 2, "output", "holds 2")]
    public void Predict(int window, int output, string name, string message) =>
        Refused(name, message, output, answers => _model.Predict(new float[window], answers));

    [Theory]
    [InlineData(9, 2, "windows", "9 values are no whole number")]
    [InlineData(10, 1, "outputs", "the span holds 1")]
    [InlineData(10, 3, "outputs", "the span holds 3")]
    [InlineData(5, 0, "outputs", "the span holds 0")]
    public void Predict_batch(int windows, int outputs, string name, string message) =>
        Refused(name, message, outputs, answers => _model.PredictBatch(new float[windows], answers));

    [Theory]
    [InlineData(0, 1, "input", "got 0 values")]
    [InlineData(2, 1, "input", "got 2 values")]
    [InlineData(1, 2, "output", "holds 2")]
    public void Step(int input, int output, string name, string message)
    {
        TinyModel.State state = default;
        state.Values.Fill(0.5f);
        Refused(name, message, output, answers => _model.Step(ref state, new float[input], answers));
        Assert.All(state.Values.ToArray(), value => Assert.Equal(0.5f, value));
    }

    [Fact]
    public void Trace()
    {
        ModelTrace trace = _model.CreateTrace();
        trace.Output[0] = Untouched;
        Refused("window", "got 4", 0, _ => _model.Trace(new float[4], trace));
        Refused("trace", "another model", 0, _ => _model.Trace(new float[5], new TinyModel(1).CreateTrace()));
        Assert.Equal(Untouched, trace.Output[0]);
    }

    [Theory]
    [InlineData(9, 2, 0, "inputs", "got 9 values")]
    [InlineData(0, 0, 0, "inputs", "got 0 values")]
    [InlineData(10, 3, 0, "targets", "got 3 values")]
    [InlineData(10, 1, 0, "targets", "got 1 values")]
    [InlineData(10, 2, 3, "weights", "got 3")]
    public void Fit_batch(int inputs, int targets, int weights, string name, string message)
    {
        float[] before = _model.Parameters.Values.ToArray();
        Adam optimizer = new();
        Refused(name, message, 0, _ => _model.FitBatch(new float[inputs], new float[targets], optimizer, weights: new float[weights]));
        Bits.Equal(before, _model.Parameters.Values, "parameters");
        Assert.Equal(0, optimizer.Updates);
    }

    [Theory]
    [InlineData(-1, 0, "gradient")]
    [InlineData(1, 0, "gradient")]
    [InlineData(0, 9, "inputGradient")]
    public void Compute_gradient(int more, int inputGradient, string name)
    {
        float[] inputs = new float[inputGradient];
        Array.Fill(inputs, Untouched);
        Refused(name, "Expected a length of", _model.Parameters.Count + more, gradient =>
            _model.ComputeGradient(new float[10], new float[2], gradient, Loss.MeanSquaredError, inputs));
        Assert.All(inputs, value => Assert.Equal(Untouched, value));
    }

    [Theory]
    [InlineData(4, "history")]
    [InlineData(0, "history")]
    public void Forecast(int history, string name) => Refused(name, "", 3, next => _model.Forecast(new float[history], next));

    [Fact]
    public void Evaluate() =>
        Refused("windows", "5 steps", 0, _ => _model.Evaluate(WindowDataset.Of(Series.Of(30), lookBack: 6)));

    [Fact]
    public void Fit() => Refused("windows", "5 steps", 0, _ => _model.Fit(WindowDataset.Of(Series.Of(30), lookBack: 6)));

    [Fact]
    public void Parameters()
    {
        float[] before = _model.Parameters.Values.ToArray();
        Refused("values", "got 3 values", 0, _ => _model.Parameters.CopyFrom(new float[3]));
        Refused("values", "got 3", 0, _ => _model.Parameters.Set("dense.bias", new float[3]));
        Assert.Contains("lstm.kernel", Assert.Throws<KeyNotFoundException>(() => _model.Parameters.Set("dense.bios", [1f])).Message);
        Bits.Equal(before, _model.Parameters.Values, "parameters");
    }

    private static void Refused(string parameter, string message, int outputs, Action<float[]> action)
    {
        float[] answers = new float[outputs];
        Array.Fill(answers, Untouched);
        ArgumentException error = Assert.Throws<ArgumentException>(() => action(answers));
        Assert.Equal(parameter, error.ParamName);
        Assert.Contains(message, error.Message);
        Assert.All(answers, value => Assert.Equal(Untouched, value));
    }
}

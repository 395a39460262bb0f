using System.Text.Json.Serialization;

namespace LstmGen.Watch.Frames;

// What the page is told. Arrays of floats are Packed.Floats.

/// <summary>A run, told once.</summary>
/// <param name="Run">Counted from 1 in this feed.</param>
/// <param name="Name">The model's class.</param>
/// <param name="Summary">The model's table of layers.</param>
/// <param name="Layers">The recurrent layers that can be looked into.</param>
/// <param name="Attentions">The attention layers.</param>
/// <param name="Tensors">Names of the parameters' tensors.</param>
/// <param name="Parameters">How many there are.</param>
/// <param name="Epochs">As many as were asked for.</param>
/// <param name="Batches">Updates an epoch.</param>
/// <param name="Training">Windows that are trained on.</param>
/// <param name="Validation">Windows held out.</param>
/// <param name="Optimizer">In words.</param>
/// <param name="Loss">Its name.</param>
/// <param name="HeldOut">Whether the answers are those of windows held out.</param>
/// <param name="Classes">Whether answers are classes rather than values.</param>
/// <param name="Truth">What the shown windows should give.</param>
/// <param name="Naive">The last value known, for each of them; null where there is none.</param>
/// <param name="Windows">Windows whose inside can be looked at.</param>
/// <param name="Past">The end of the history, before the forecast; null without one.</param>
/// <param name="Future">What really came; null where nobody knows.</param>
/// <param name="NaiveForecast">The last value of the history, for each step.</param>
/// <param name="SeasonalForecast">The last period of the history, over and over; null without a period.</param>
/// <param name="Steps">Steps of the forecast.</param>
internal sealed record RunMessage(
    int Run,
    string Name,
    string Summary,
    IReadOnlyList<LayerMessage> Layers,
    IReadOnlyList<string> Attentions,
    IReadOnlyList<string> Tensors,
    int Parameters,
    int Epochs,
    int Batches,
    int Training,
    int Validation,
    string Optimizer,
    string Loss,
    bool HeldOut,
    bool Classes,
    string? Truth,
    string? Naive,
    int Windows,
    string? Past,
    string? Future,
    string? NaiveForecast,
    string? SeasonalForecast,
    int Steps);

/// <summary>A recurrent layer.</summary>
/// <param name="Name">For example <c>lstm_1.backward</c>.</param>
/// <param name="Steps">Steps.</param>
/// <param name="Units">The size of its gates.</param>
/// <param name="Width">The size of its hidden state.</param>
/// <param name="Gates">What it has beside the hidden state: some of i f g o c z r.</param>
/// <param name="Held">The gates that can be held open or shut.</param>
internal sealed record LayerMessage(string Name, int Steps, int Units, int Width, string Gates, string Held);

/// <summary>An epoch.</summary>
internal sealed record EpochMessage(
    int Epoch,
    double? Loss,
    double? Validation,
    double Rate,
    double Seconds,
    bool Best,
    double? Rmse,
    double? Mae,
    double? Skill,
    double? SeasonalSkill,
    bool Copies,
    string Checksum);

/// <summary>How the model is between two updates.</summary>
internal sealed record FrameMessage(
    int Epoch,
    int Batch,
    double? Loss,
    double Seconds,
    string? Answers,
    string? Forecast,
    TraceMessage? Trace,
    IReadOnlyList<AttentionMessage> Attentions,
    HistogramMessage Weights,
    HistogramMessage? Gradients,
    IReadOnlyList<TensorMessage> Tensors,
    HeldMessage? Held,
    string? Sample);

/// <summary>One layer over one window.</summary>
/// <param name="Layer">Which layer, from 0.</param>
/// <param name="Window">Which of the windows, from 0.</param>
/// <param name="Input">The window itself: Steps × Features, raw.</param>
/// <param name="Features">Values a step.</param>
/// <param name="Planes">By gate: Steps × Units; <c>h</c>: Steps × Width.</param>
internal sealed record TraceMessage(int Layer, int Window, string Input, int Features, IReadOnlyDictionary<string, Plane> Planes);

/// <summary>Weights of attention: Heads × Steps.</summary>
internal sealed record AttentionMessage(int Heads, int Steps, Plane Weights);

/// <summary>How often values fall into equal parts from −Reach to Reach.</summary>
internal sealed record HistogramMessage(string Tensor, double Reach, IReadOnlyList<int> Counts);

/// <summary>The root of the mean square of a tensor's weights and of its gradient.</summary>
internal sealed record TensorMessage(double Weight, double Gradient);

/// <summary>The model with a gate held.</summary>
internal sealed record HeldMessage(int Layer, string Gate, int Unit, bool Open, string? Answers, string? Forecast, Plane Hidden);

/// <summary>The end of a run.</summary>
internal sealed record EndMessage(string Reason, string Text, string Checksum);

/// <summary>Everything that the page needs without a server.</summary>
internal sealed record RecordingMessage(RunMessage Run, IReadOnlyList<EpochMessage> Epochs, IReadOnlyList<FrameMessage> Frames, EndMessage? End);

/// <summary>What a viewer wants to look at. What it leaves out has its default.</summary>
internal sealed class ViewMessage
{
    public int Layer { get; set; }

    public int Window { get; set; } = -1;

    public string? Tensor { get; set; }

    public HeldGate? Held { get; set; }

    public FeedView ToView() => new() { Layer = Layer, Window = Window, Tensor = Tensor, Held = Held };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunMessage))]
[JsonSerializable(typeof(EpochMessage))]
[JsonSerializable(typeof(FrameMessage))]
[JsonSerializable(typeof(EndMessage))]
[JsonSerializable(typeof(RecordingMessage))]
[JsonSerializable(typeof(ViewMessage))]
internal sealed partial class MessageContext : JsonSerializerContext;

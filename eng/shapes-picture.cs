#!/usr/bin/env -S dotnet run
#:project ../src/LstmGen.Compiler/LstmGen.Compiler.csproj
#:property PublishAot=false
// Prints docs/pictures/shapes.svg: rows of a series, the windows cut from them, a recurrent layer, and what each head puts out. The numbers are those of real windows and models.
// dotnet run eng/shapes-picture.cs > docs/pictures/shapes.svg
using System.Globalization;
using System.Text;
using LstmGen;
using LstmGen.Compiler;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Rows = 14;
float[] first = new float[Rows], second = new float[Rows];
WindowDataset windows = WindowDataset.Of(SeriesTable.Of(("a", first), ("b", second)), lookBack: 6, targets: ["a"]);
var drawing = new Drawing(1120, 580);

// The series.
const float Top = 96, Cell = 24;
drawing.Title(40, "1", "The series", $"{Rows} rows × {windows.Features} columns");
for (int row = 0; row < Rows; row++)
{
    drawing.Number(52, Top + row * Cell + 16, $"{row}");
    for (int column = 0; column < 2; column++) drawing.Box(64 + column * Cell, Top + row * Cell, Cell, Cell, column == 0 ? Drawing.Warm : Drawing.Cool);
}

Drawing.Frame[] frames = [new(0, Drawing.Green), new(1, Drawing.Violet)];
foreach (Drawing.Frame frame in frames)
{
    float x = 60 - 4 * frame.Index, y = Top + frame.Index * Cell;
    drawing.Outline(x, y, 2 * Cell + 8 + 8 * frame.Index, windows.LookBack * Cell, frame.Colour);
    float target = Top + (frame.Index + windows.LookBack) * Cell;
    drawing.Dashed(64, target, Cell, Cell, frame.Colour);
    drawing.Arrow(124 + 4 * frame.Index, y + 60, 214, 170 + 150 * frame.Index, frame.Colour);
}

drawing.Note(40, Top + Rows * Cell + 24, ["A frame is a window of", "6 steps, the dashed cell", "its target. The next one", "begins a row later."]);

// The windows.
drawing.Title(222, "2", "Windows", $"[samples, steps, features] = [{windows.Count}, {windows.LookBack}, {windows.Features}]");
foreach (Drawing.Frame frame in frames)
{
    float y = Top + frame.Index * 176;
    drawing.Outline(220, y - 4, 2 * Cell + 8, windows.LookBack * Cell + 8, frame.Colour);
    for (int step = 0; step < windows.LookBack; step++)
    {
        drawing.Number(212, y + step * Cell + 16, $"{frame.Index + step}");
        for (int column = 0; column < 2; column++) drawing.Box(224 + column * Cell, y + step * Cell, Cell, Cell, column == 0 ? Drawing.Warm : Drawing.Cool);
    }

    drawing.Note(284, y + 62, [$"sample {frame.Index}", $"target: row {frame.Index + windows.LookBack}"]);
}

drawing.Note(222, Top + 2 * 176 + 8, [$"… and so on, to sample {windows.Count - 1}"]);

// The layers, with what the models themselves say.
(LstmAttribute Layer, string Head, string Meaning, LayerAttribute HeadLayer)[] models =
[
    (new LstmAttribute(4), "[Dense(1)]", "the next value", new DenseAttribute(1)),
    (new LstmAttribute(4), "[Dense(3)]", "the next three values", new DenseAttribute(3)),
    (new LstmAttribute(4), "[Softmax(3)]", "a probability for each class", new SoftmaxAttribute(3)),
    (new LstmAttribute(4), "[Quantiles(0.1, 0.5, 0.9)]", "three quantiles of the next value", new QuantilesAttribute(0.1, 0.5, 0.9)),
    (new LstmAttribute(4) { ReturnSequences = true }, "[Dense(1)]", "a value for each step", new DenseAttribute(1)),
    (new LstmAttribute(4) { ReturnSequences = true }, "[Crf(3)]", "a score for each tag at each step", new CrfAttribute(3)),
];
drawing.Title(470, "3", "Recurrent layer", "reads a window step by step");
drawing.Title(742, "4", "Head", "one output for each sample");
float at = Top - 4;
foreach ((LstmAttribute layer, string head, string meaning, LayerAttribute headLayer) in models)
{
    SequenceModel model = ModelCompiler.Compile(new ModelSpec(new LstmModelAttribute { LookBack = windows.LookBack, Features = windows.Features }, layer, headLayer), seed: 1);
    int steps = model.Description.OutputSteps, outputs = model.Description.Outputs;
    const float Small = 11;
    bool isSequence = steps > 1;
    drawing.Code(470, at + 14, isSequence ? "[Lstm(4, ReturnSequences = true)]" : "[Lstm(4)]");
    for (int step = 0; step < (isSequence ? steps : 1); step++)
    {
        for (int unit = 0; unit < 4; unit++) drawing.Box(474 + unit * Small, at + 22 + step * Small * 0.72f, Small, Small * 0.72f, Drawing.Grey);
    }

    drawing.Note(530, at + 32, [isSequence ? $"[{steps}, 4]: every step" : "[4]: the last step"]);
    drawing.Arrow(686, at + 30, 732, at + 30, "#667085");
    drawing.Code(742, at + 14, head);
    for (int step = 0; step < steps; step++)
    {
        for (int output = 0; output < outputs; output++) drawing.Box(746 + output * Small, at + 22 + step * Small * 0.72f, Small, Small * 0.72f, Drawing.Warm);
    }

    drawing.Note(800, at + 32, [$"[{(isSequence ? $"{steps}, " : "")}{outputs}]: {meaning}"]);
    at += isSequence ? 92 : 66;
}

drawing.Note(470, at + 12, ["For all samples of a batch the shape gets one more number in front: 8 samples of [6, 3] are [8, 6, 3]."]);
Console.Out.Write(drawing.ToString());

internal sealed class Drawing(int width, int height)
{
    public const string Warm = "#f6c28b", Cool = "#9ec9f0", Grey = "#cdd3dd", Green = "#2f8f5b", Violet = "#7a4fc0";
    private const string Ink = "#1d2433", Faint = "#5b6577";
    private readonly StringBuilder _body = new();

    public readonly record struct Frame(int Index, string Colour);

    public void Title(float x, string number, string title, string shape) => _body.Append(
        $"<circle cx=\"{x + 11}\" cy=\"38\" r=\"12\" fill=\"{Ink}\"/><text x=\"{x + 11}\" y=\"43\" fill=\"#fff\" font-size=\"14\" font-weight=\"600\" text-anchor=\"middle\">{number}</text>" +
        $"<text x=\"{x + 32}\" y=\"43\" fill=\"{Ink}\" font-size=\"17\" font-weight=\"600\">{title}</text><text x=\"{x}\" y=\"70\" fill=\"{Faint}\" font-size=\"12\">{shape}</text>\n");

    public void Box(float x, float y, float w, float h, string fill) => _body.Append($"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{w:0.##}\" height=\"{h:0.##}\" fill=\"{fill}\" stroke=\"#fff\"/>\n");

    public void Outline(float x, float y, float w, float h, string colour) => _body.Append($"<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"3\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.5\"/>\n");

    public void Dashed(float x, float y, float w, float h, string colour) => _body.Append($"<rect x=\"{x + 2}\" y=\"{y + 2}\" width=\"{w - 4}\" height=\"{h - 4}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.5\" stroke-dasharray=\"4 3\"/>\n");

    public void Arrow(float x, float y, float toX, float toY, string colour) => _body.Append(
        $"<path d=\"M{x} {y} C{(x + toX) / 2} {y} {(x + toX) / 2} {toY} {toX - 8} {toY}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\"/><path d=\"M{toX - 9} {toY - 4} L{toX} {toY} L{toX - 9} {toY + 4} z\" fill=\"{colour}\"/>\n");

    public void Number(float x, float y, string text) => _body.Append($"<text x=\"{x}\" y=\"{y}\" fill=\"{Faint}\" font-size=\"11\" text-anchor=\"end\">{text}</text>\n");

    public void Code(float x, float y, string text) => _body.Append($"<text x=\"{x}\" y=\"{y}\" fill=\"{Ink}\" font-size=\"13\" font-family=\"ui-monospace, Consolas, Menlo, monospace\">{text}</text>\n");

    public void Note(float x, float y, string[] lines)
    {
        for (int i = 0; i < lines.Length; i++) _body.Append($"<text x=\"{x}\" y=\"{y + i * 17}\" fill=\"{Faint}\" font-size=\"12.5\">{lines[i]}</text>\n");
    }

    public override string ToString() =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"system-ui, 'Segoe UI', Helvetica, Arial, sans-serif\" role=\"img\" " +
        $"aria-label=\"Rows of a series become windows, windows pass through a recurrent layer, and each head puts out another shape\">\n<rect width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"#fbfcfe\"/>\n{_body}</svg>\n";
}

using SkiaSharp;

namespace Tutorial;

/// <summary>Lines, arrows, boxes and words on a canvas.</summary>
internal sealed class Pen : IDisposable
{
    private readonly SKCanvas _canvas;
    private readonly SKFont _font = new(SKTypeface.FromFamilyName(Chart.Font), 23);
    private readonly SKPaint _paint = new() { IsAntialias = true };

    public Pen(SKCanvas canvas) => _canvas = canvas;

    public void Dispose()
    {
        _font.Dispose();
        _paint.Dispose();
    }

    public void Line(float x1, float y1, float x2, float y2, SKColor color, float width)
    {
        Set(color, SKPaintStyle.Stroke, width);
        _canvas.DrawLine(x1, y1, x2, y2, _paint);
    }

    public void Arrow(float x1, float y1, float x2, float y2, SKColor color, float width = 4)
    {
        float length = MathF.Sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1)), dx = (x2 - x1) / length, dy = (y2 - y1) / length, head = 9 + width;
        Line(x1, y1, x2 - dx * head, y2 - dy * head, color, width);
        Set(color, SKPaintStyle.Fill, 0);
        using var path = new SKPath();
        path.MoveTo(x2, y2);
        path.LineTo(x2 - dx * head - dy * head * 0.6f, y2 - dy * head + dx * head * 0.6f);
        path.LineTo(x2 - dx * head + dy * head * 0.6f, y2 - dy * head - dx * head * 0.6f);
        path.Close();
        _canvas.DrawPath(path, _paint);
    }

    public void Circle(float x, float y, string sign, SKColor color)
    {
        Set(SKColors.White, SKPaintStyle.Fill, 0);
        _canvas.DrawCircle(x, y, 24, _paint);
        Set(color, SKPaintStyle.Stroke, 4);
        _canvas.DrawCircle(x, y, 24, _paint);
        Text(x, y + 10, sign, color, SKTextAlign.Center, 32);
    }

    public void Box(float left, float top, float right, float bottom, string words, SKColor color, SKColor? fill = null)
    {
        var rectangle = new SKRect(left, top, right, bottom);
        Set(fill ?? SKColors.White, SKPaintStyle.Fill, 0);
        _canvas.DrawRoundRect(rectangle, 8, 8, _paint);
        Set(color, SKPaintStyle.Stroke, 3);
        _canvas.DrawRoundRect(rectangle, 8, 8, _paint);
        Text((left + right) / 2, (top + bottom) / 2 + 8, words, color, SKTextAlign.Center);
    }

    public void Fill(float left, float top, float width, float height, SKColor color)
    {
        Set(color, SKPaintStyle.Fill, 0);
        _canvas.DrawRect(left, top, width, height, _paint);
    }

    public void Text(float x, float y, string words, SKColor color, SKTextAlign align = SKTextAlign.Left, float size = 23)
    {
        _font.Size = size;
        Set(color, SKPaintStyle.Fill, 0);
        _canvas.DrawText(words, x, y, align, _font, _paint);
    }

    private void Set(SKColor color, SKPaintStyle style, float width)
    {
        _paint.Color = color;
        _paint.Style = style;
        _paint.StrokeWidth = width;
    }
}
